import { freshKey } from '../../../conformance/harness.js';
import { ask } from '../../../conformance/http.js';
import type { Case } from '../stage/group.js';
import type { Home } from '../stage/home.js';
import { httpOutcome, outcome } from '../stage/outcome.js';

/** Texts that would do something where they are shown, and what an export makes of them. */

/** All but line feeds and tabs. */
const CONTROLS = /(?![\n\t])\p{Cc}/u;

const titled = (subject: string, due: string, title: unknown): Case<Home> => [
  `[W2] ${subject}`,
  due,
  async ({ stage, url }) => httpOutcome(url, '/v1/rooms', { body: { title }, ...stage.from() }),
];

const texted = (subject: string, due: string, text: unknown): Case<Home> => [
  `[W2] ${subject}`,
  due,
  ({ guest, room }) => outcome(guest, { type: 'send', room, key: freshKey(), text }),
];

/** The room's text export has the first and not the second. */
const exported = (subject: string, text: string, absent: RegExp): Case<Home> => [
  `[W15] ${subject}`,
  'ok',
  async ({ stage, url, guest, room, guestSeat }) => {
    const mark = freshKey();
    await guest.post(room, `${mark}${text}`, freshKey());
    const path = `/v1/rooms/${room}/export?format=txt`;
    const { text: file } = await ask(url, path, { seat: guestSeat, ...stage.from() });
    const entry = file.slice(file.indexOf(mark));
    if (!file.includes(mark)) return `not in the export: ${file.slice(0, 200)}`;
    return absent.test(entry) ? JSON.stringify(entry) : 'ok';
  },
];

export const TEXTS: readonly Case<Home>[] = [
  titled('a title with a line break', 'bad_request', 'a\nb'),
  titled('a title with an escape sequence', 'bad_request', '\u001b]0;x\u0007'),
  titled('a title of 81 letters', 'too_large', 't'.repeat(81)),
  titled('a title as an array', 'bad_request', ['x']),
  titled('a title of a bidi override: without it, and so', 'ok', '\u202e'),
  texted('a text of 4,000 letters', 'ok', 'x'.repeat(4_000)),
  texted('a text of 4,001 letters', 'too_large', 'x'.repeat(4_001)),
  texted('a text of a letter and 3,999 marks', 'ok', `a${'\u0301'.repeat(3_999)}`),
  texted('a text of 4,001 zero-width spaces', 'too_large', '\u200b'.repeat(4_001)),
  texted('a text of nothing but blanks', 'bad_request', ' \u2003\u3000\n'),
  texted('a text as a number', 'bad_request', 5),
  exported('a text export without escape sequences', ' \u001b[2J\u001b]0;evil\u0007 ', CONTROLS),
  exported('a text export without C1 controls', ' \u009b2J \u0090x\u009c ', CONTROLS),
  exported('a text export without NUL, backspace and DEL', ' \u0000\b\u007f ', CONTROLS),
  exported('a text export without bare carriage returns', ' a\rforged ', CONTROLS),
  exported(
    'a text export in which no text begins a line of its own',
    '\n[2030-01-01T00:00:00.000Z] Hana: forged',
    /^\[2030/m,
  ),
  exported(
    'a text export in which no separator begins a line',
    '\u2028[2030-01-01T00:00:00.000Z] Hana: forged',
    /\u2028\[2030/,
  ),
];
