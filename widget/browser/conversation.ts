import { makeRoom, type Seat, takeSeat } from './seat.js';

/** A room whose messages are of every kind there is. */
export interface Conversation {
  /** The host, who looks at it. */
  readonly mia: Seat;
  /** A guest, who looks at it as well. */
  readonly noor: Seat;
  readonly seats: readonly Seat[];
}

/** Two days' worth in a minute: groups, replies, reactions, edits, and what is hard to lay out. */
export async function converse(url: string): Promise<Conversation> {
  const mia = await makeRoom(url, 'Mia', { title: 'Launch day' });
  const ana = await takeSeat(url, mia.code, 'Ana Sousa');
  const ben = await takeSeat(url, mia.code, 'Ben');
  const noor = await takeSeat(url, mia.code, 'Noor');
  const say = async ({ room }: Seat, text: string, replyTo?: number) =>
    (await room.send(text, replyTo === undefined ? {} : { replyTo })).seq;

  const question = await say(ana, 'Hi! Is the launch still at **four**?');
  await say(ana, 'I moved my train, so I can stay until the end.');
  const answer = await say(mia, 'Yes, four it is.', question);
  await say(mia, 'Everybody can join with the code: https://example.org/launch?room=1#now');
  const slides = await say(ben, 'Got it. I’ll bring the slids, and the `HDMI` cable this time 😅');
  await ben.room.edit(slides, 'Got it. I’ll bring the slides, and the `HDMI` cable this time 😅');
  await say(noor, 'שלום לכולם, אני מגיעה בשלוש');
  await say(ben, `Ticket: ${'Donaudampfschifffahrt'.repeat(6)}`);
  const regretted = await say(ben, 'Never mind that one');
  await ben.room.delete(regretted);
  await say(ana, '🎉🎉');
  await say(mia, '👍');
  for (const { room } of [mia, ana, noor]) await room.react(slides, '❤️', true);
  await ben.room.react(answer, '👍', true);
  await ana.room.react(answer, '🎉', true);
  await say(ana, 'Perfect.\nSee you there!');
  return { mia, noor, seats: [mia, ana, ben, noor] };
}
