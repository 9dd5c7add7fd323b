import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Languages with emoji names of their own; the others search in English. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'zh'];
const FOLDER = 'dist/emoji';
/** Skin tones and the like, which are no emoji by themselves. */
const COMPONENTS = 2;
/** What is newer is an empty box on most devices. */
const NEWEST = 16;
/** A search word that fewer emoji share costs more than it finds; so does a fifth one. */
const SHARED = 3;
const MOST = 4;

const { resolve } = createRequire(import.meta.url);
const read = async (path) => JSON.parse(await readFile(resolve(`emojibase-data/${path}`), 'utf8'));

/** A country's flag: `Intl.DisplayNames` knows what it is called. */
const isCountry = ({ hexcode }) => /^1F1[EF].-1F1[EF].$/.test(hexcode);

/** The same as a person without a gender or a direction: found by its name alone. */
const isVariant = ({ hexcode }) => /^1F46[89]-200D|-(2640|2642|27A1)(-|$)/.test(hexcode);

/** As Unicode has it and keyboards send it: no selector where an emoji is what it is anyway. */
const usual = (emoji) => emoji.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1');

/** The emoji of each group in the usual order: a line for a group, a space between two. */
function listed(all) {
  const groups = new Map(all.map(({ group }) => [group, []]));
  for (const { group, unicode } of all) groups.get(group).push(usual(unicode));
  return [...groups.values()].map((group) => group.join(' ')).join('\n');
}

/** A line for each emoji: its name, and words it is searched by that the name doesn't hold. */
function named(all) {
  const words = all.map((emoji) => {
    const { label, tags = [] } = emoji;
    if (isCountry(emoji) || isVariant(emoji)) return [];
    const name = label.toLowerCase();
    return [...new Set(tags.map((tag) => tag.toLowerCase()))].filter((tag) => !name.includes(tag));
  });
  const uses = new Map();
  for (const word of words.flat()) uses.set(word, (uses.get(word) ?? 0) + 1);
  const worth = (own) =>
    own
      .filter((word) => uses.get(word) >= SHARED)
      .sort((a, b) => uses.get(b) - uses.get(a))
      .slice(0, MOST);
  return all
    .map((emoji, i) => [isCountry(emoji) ? '' : emoji.label, ...worth(words[i])].join('|'))
    .join('\n');
}

const write = (name, text) =>
  writeFile(`${FOLDER}/${name}.js`, `export default ${JSON.stringify(text)};\n`);

const known = new Map((await read('en/data.json')).map((emoji) => [emoji.hexcode, emoji.version]));
const chosen = ({ hexcode, group }) =>
  group !== undefined && group !== COMPONENTS && known.get(hexcode) <= NEWEST;

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
for (const language of LANGUAGES) {
  const all = (await read(`${language}/compact.json`)).filter(chosen);
  all.sort((a, b) => a.order - b.order);
  // The order of the list is that of the names: each is written from the same emoji.
  if (language === 'en') await write('emoji', listed(all));
  await write(`emoji-${language}`, named(all));
}
