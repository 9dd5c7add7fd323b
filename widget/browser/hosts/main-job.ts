import type { Person } from '../../../examples/testing/person.js';

/**
 * What the widget is there for: one creates a room, another joins by its code, both talk, and after
 * a refresh the conversation is still there.
 * @param ana on a page with the panel open, before any room
 * @param enter brings another onto that page
 * @returns the other
 */
export async function mainJob(ana: Person, enter: () => Promise<Person>): Promise<Person> {
  const code = await ana.createRoom('Ana');
  const bo = await enter();
  await bo.joinByCode('Bo', code);
  await ana.say('Hello');
  await bo.sees(['Hello']);
  await bo.say('Hello yourself');
  for (const person of [ana, bo]) await person.sees(['Hello', 'Hello yourself']);
  await ana.reload();
  await ana.sees(['Hello', 'Hello yourself']);
  return bo;
}
