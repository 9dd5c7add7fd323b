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
  const walks = steps.filter(([, step]) => /^SCAN (?!CONSTANT)/.test(step));
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
