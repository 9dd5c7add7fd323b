/** What somebody says to do harm. */
export interface Attack {
  readonly text: string;
  /** What may be seen of it, where that is not just what was said: signs of marks go, hosts come. */
  readonly shows?: string;
}

const TALL = '\u0300\u0301\u0302\u0303\u0315\u0316\u0317\u0320\u0324\u0331\u0334\u0342\u0346\u0353';
const SPACES = '\u00a0\u1680\u2000\u2003\u2009\u200a\u202f\u205f\u3000';
const INVISIBLE = '\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f';

/** Addresses that run code, in every disguise: none may become a link. */
const SCHEMES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)'.trim(),
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'java\rscript:alert(1)',
  'java\0script:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript\u200b:alert(1)',
  'javascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  '&#106;avascript:alert(1)',
  '\\x6aavascript:alert(1)',
  '\\u006aavascript:alert(1)',
  'javascript://%0aalert(1)',
  'javascript:/* --> */alert(1)//',
  'jаvascript:alert(1)',
  'ｊａｖａｓｃｒｉｐｔ:alert(1)',
  '[click](javascript:alert(1))',
  '[click]( javascript:alert(1) )',
  '![x](javascript:alert(1))',
  '[x]: javascript:alert(1)',
  '<javascript:alert(1)>',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'DATA:image/svg+xml,<svg onload=alert(1)>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:null/1',
  'filesystem:x',
  'about:blank',
  'view-source:x',
  'intent://scan/#Intent;scheme=zxing;end',
  'ftp://a.example',
  'ws://a.example',
  '//a.example/x.js',
  'mailto:a@b.example?bcc=everyone@b.example',
  'tel:+900000000',
  'feed:javascript:alert(1)',
];

/** Markup of many kinds, which is only letters. */
const MARKUP = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example></sCrIpT>',
  '<img src=x onerror=alert(1)>',
  '<img src="http://evil.example/x.png">',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<iframe src="javascript:alert(1)">',
  '<object data="javascript:alert(1)">',
  '<embed src="javascript:alert(1)">',
  '<base href="http://evil.example/">',
  '<link rel=stylesheet href="http://evil.example/x.css">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<style>*{display:none}</style>',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>',
  '<video><source onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<template><script>alert(1)</script></template>',
  '<slot name="x"></slot><roomlet-chat server="http://evil.example"></roomlet-chat>',
  '</span></div></article><script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '<scr\0ipt>alert(1)</scr\0ipt>',
  '<<script>script>alert(1)<</script>/script>',
  '＜script＞alert(1)＜/script＞',
  '<div style="position:fixed;inset:0;background:red">',
  '<plaintext>',
  '<marquee onstart=alert(1)>',
];

/** What templates and loose code take for their own. */
const TEMPLATES = [
  '{{constructor.constructor("alert(1)")()}}',
  '$'.concat('{alert(1)}'),
  '<%= alert(1) %>',
  '#{alert(1)}',
  '{% raw %}',
  '{name}: {text} {count}',
  '[[alert(1)]]',
  "'); alert(1); ('",
  '\\"; alert(1); //',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '{"__proto__":{"polluted":true}}',
  '$& $1 $` $$',
  '%s %d %n %x',
  'undefined',
  'null',
  '[object Object]',
];

/** Marks inside marks, and things that nearly are marks. */
const MARKS: readonly Attack[] = [
  { text: '**<b onclick=alert(1)>**', shows: '<b onclick=alert(1)>' },
  { text: '`<script>alert(1)</script>`', shows: '<script>alert(1)</script>' },
  { text: '```<img src=x onerror=alert(1)>```', shows: '<img src=x onerror=alert(1)>' },
  { text: '***_**_***`', shows: '***_**_***`' },
  { text: `${'**a '.repeat(900)}` },
  { text: `${'*_'.repeat(1_900)}x` },
  { text: '`\n'.repeat(1_999) },
  { text: '[x](javascript:alert`1`)', shows: '[x](javascript:alert1)' },
  { text: '['.repeat(2_000) + '](x)'.repeat(400) },
  { text: `**${'x'.repeat(3_000)}**`, shows: 'x'.repeat(3_000) },
  { text: `${'> '.repeat(1_000)}deep` },
  { text: `${'- '.repeat(1_000)}list` },
  { text: '| a | b |\n|---|---|\n| <b> | c |' },
  { text: '# Heading\n\n---\n\n1. One\n\n![image](https://a.example/x.png)' },
  { text: '~~a~~ ||b|| <c> ^d^ ==e== ++f++' },
];

/** Addresses that look like others. */
const LIES: readonly Attack[] = [
  {
    text: 'https://аррӏе.example',
    shows: 'https://аррӏе.example (xn--80ak6aa92e.example)',
  },
  {
    text: 'https://bank.example@evil.example/',
    shows: 'https://bank.example@evil.example/ (evil.example)',
  },
  {
    text: 'https://bank.example:443@evil.example',
    shows: 'https://bank.example:443@evil.example (evil.example)',
  },
  {
    text: 'https://bank.example\\@evil.example',
    shows: 'https://bank.example\\@evil.example (bank.example)',
  },
  {
    text: 'https://bank.example%2f@evil.example',
    shows: 'https://bank.example%2f@evil.example (evil.example)',
  },
  { text: 'http://0x7f000001/', shows: 'http://0x7f000001/ (127.0.0.1)' },
  { text: 'http://2130706433/', shows: 'http://2130706433/ (127.0.0.1)' },
  { text: 'https://evil.example/\u202egpj.exe' },
  { text: '\u202ehttps://evil.example/a' },
  { text: 'https://evil.example\u2066/bank.example\u2069' },
  { text: 'https://a.example/"onmouseover="alert(1)' },
  { text: "https://a.example/'onmouseover='alert(1)" },
  { text: 'https://a.example/<script>alert(1)</script>' },
  { text: 'https://a.example/`alert(1)`' },
  { text: 'https://a.example/?u=javascript:alert(1)' },
  { text: 'https://a.example/#javascript:alert(1)' },
  {
    text: 'https://javascript:alert(1)@a.example',
    shows: 'https://javascript:alert(1)@a.example (a.example)',
  },
  { text: 'javascript:https://a.example/%0aalert(1)' },
  { text: 'https:javascript:alert(1)' },
  { text: 'https:///a.example', shows: 'https:///a.example (a.example)' },
  { text: 'https://[::1]/' },
  { text: 'https://[javascript:alert(1)]' },
  { text: `https://a.example/${'x'.repeat(3_900)}` },
  { text: `https://${'a.'.repeat(1_900)}example` },
  { text: `https://a.example/${'('.repeat(1_900)}${')'.repeat(1_900)}` },
  { text: 'https://a.example '.repeat(200).trim() },
  { text: 'hxxps://a.example httpſ://a.example ｈttps://a.example' },
];

/** Letters that turn, hide, pile up or never end. */
const LETTERS: readonly Attack[] = [
  { text: '\u202eThis is said backwards\u202c' },
  { text: '\u202eNever closed' },
  { text: '\u2067\u2067\u2067Isolates\u2069' },
  { text: `${'\u202d\u202e'.repeat(500)}deep` },
  { text: 'שלום <script>alert(1)</script> עולם' },
  { text: 'مرحبا\u200f https://a.example/مرحبا' },
  { text: `a${SPACES}b${SPACES}c` },
  { text: `a${INVISIBLE}b${INVISIBLE}c` },
  { text: `${'\u200b'.repeat(3_000)}x` },
  { text: '\u2800'.repeat(300) },
  { text: 'ᅟᅠㅤﾠ.' },
  { text: `t${TALL.repeat(20)}all` },
  { text: `${[...'piled'].map((letter) => letter + TALL.repeat(8)).join('')} up` },
  { text: `x${'\u0489'.repeat(500)}` },
  { text: `x${'\u20dd'.repeat(200)}` },
  { text: `ก${'\u0e49'.repeat(300)}` },
  { text: `\u0b95${'\u0bcd'.repeat(300)}` },
  { text: 'ꙮ𒐫﷽𒈙⸻'.repeat(40) },
  { text: 'W'.repeat(4_000) },
  { text: '𝕎'.repeat(2_000) },
  { text: '漢'.repeat(4_000) },
  { text: '🏳️‍🌈'.repeat(500) },
  { text: `${'👩‍'.repeat(1_000)}👧` },
  { text: '🇦'.repeat(1_001) },
  { text: 'a\u0000b\u0001c\u0007d\u0008e\u001bf\u007fg\u0085h' },
  { text: '\u001b[31mred\u001b[0m' },
  { text: 'a\u2028b\u2029c' },
  { text: '\ufffe\uffff\u{10ffff}\ue000' },
  { text: '\u{e0041}\u{e0042}\u{e007f}tagged' },
  { text: 'లో\u200cల' },
  { text: 'ر\u06eb\u06ec\u06ed'.repeat(300) },
  { text: `${'a\n'.repeat(500)}b` },
  { text: 'a\r\nb\rc' },
  { text: `${'\t'.repeat(500)}far` },
];

const plain = (text: string): Attack => ({ text });

/** Of these, ink might come out of its row above or below. */
export const PILES: readonly string[] = [TALL.repeat(20), '\u0489'.repeat(60), '\u20dd'.repeat(60)];

export const ATTACKS: readonly Attack[] = [
  ...SCHEMES.map(plain),
  ...MARKUP.map(plain),
  ...TEMPLATES.map(plain),
  ...MARKS,
  ...LIES,
  ...LETTERS,
];

/** Names that a service accepts: up to 40 characters, without control characters. */
export const NAMES: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "'onmouseover='alert(1)",
  'javascript:alert(1)',
  '{{constructor.constructor("x")()}}',
  '{name} {time}',
  '__proto__',
  'constructor',
  'toString',
  'You',
  '\u202eanA',
  'A\u200bna',
  `A${TALL.repeat(2)}`,
  'W'.repeat(40),
  '﷽'.repeat(40),
  '👩‍👩‍👧‍👦👩‍👩‍👧‍👦',
  'https://evil.example',
  '**bold**',
  '‎',
  '$& $1',
].filter((name) => name.replace(/[\u200e\u202e]/g, '').trim() !== '');

export const TITLES: readonly string[] = [
  '<h1 onclick=alert(1)>Title</h1>',
  '</h2><script>alert(1)</script>',
  '__proto__',
  `T${TALL.repeat(4)}`,
  'W'.repeat(80),
  '\u2067\u200b title',
];

/** What is one character or looks like one, and no emoji. */
export const NO_EMOJI: readonly string[] = [
  '<',
  '"',
  '&',
  '1',
  '﷽',
  '\u202e',
  '\u200b',
  `a${'\u0301'.repeat(20)}`,
];

/** An emoji of seven code points. */
export const FAMILY = '👩‍👩‍👧‍👦';
