import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { migrate } from './schema.js';
import { prepare } from './statements.js';

const db = new Database(':memory:');
migrate(db);

afterAll(() => db.close());

/** How SQLite goes about each statement, step by step. */
function plans(): [name: string, step: string][] {
  return Object.entries(prepare(db)).flatMap(([name, { source }]) => {
    const parameters = source.match(/\?/g)?.map(() => null) ?? [];
    const named = [...source.matchAll(/:(\w+)/g)].map(([, one]) => [one, null]);
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${source}`);
    const rows = named.length > 0 ? steps.all(Object.fromEntries(named)) : steps.all(...parameters);
    return (rows as { detail: string }[]).map(({ detail }) => [name, detail] as [string, string]);
  });
}

it('no statement walks through a whole table: each step finds its rows by an index', () => {
  const steps = plans();
  expect(steps.length).toBeGreaterThan(20);
  // But for the rows that a step before it found, and for what says which deletions are unfinished.
  const walks = steps.filter(([, step]) => /^SCAN (?!CONSTANT|\(|gone|scrubs)/.test(step));
  expect(walks).toEqual([]);
});

it('a proof is looked up by its hash, not among all seats of the room', () => {
  const steps = plans().flatMap(([name, step]) => (name === 'proves' ? [step] : []));
  expect(steps.filter((step) => step.startsWith('SEARCH'))).toEqual([
    expect.stringMatching(/^SEARCH rooms .*\(code=\?\)/),
    expect.stringMatching(/^SEARCH seats .*\(room=\? AND token_hash=\?\)/),
    expect.stringMatching(/^SEARCH seats .*\(room=\? AND key_hash=\?\)/),
  ]);
});

it('what became of a message is looked up as narrowly as it is asked for', () => {
  const step = (name: string) => plans().find(([one]) => one === name)?.[1];
  const looks = {
    edits: /events_amending \(room=\? AND target=\? AND kind=\? AND seq>\?\)/,
    lastEdit: /events_amending \(room=\? AND target=\? AND kind=\?\)/,
    deletion: /events_amending \(room=\? AND target=\? AND kind=\?\)/,
    lastReaction:
      /reactions_by_member \(room=\? AND target=\? AND member=\? AND is_on=\? AND emoji=\?\)/,
    endReaction:
      /reactions_by_member \(room=\? AND target=\? AND member=\? AND is_on=\? AND emoji=\?\)/,
    kindAfter: /reactions_on \(room=\? AND target=\? AND emoji>\?\)/,
    oldest: /PRIMARY KEY \(room=\? AND seq>\?\)/,
  };
  for (const [name, look] of Object.entries(looks)) expect(step(name), name).toMatch(look);
  // Nothing is sorted: what is asked for comes in the order of its index.
  const sorted = plans().filter(([, one]) => /TEMP B-TREE/.test(one));
  expect(sorted.filter(([name]) => name in looks)).toEqual([]);
});
