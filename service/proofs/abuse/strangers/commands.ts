import type { Home } from '../stage/home.js';

/** A command with all that it needs but a right to it. */
export type Command = readonly [name: string, frame: (at: Home) => Record<string, unknown>];

const HOST_ACTIONS: readonly (readonly [string, (at: Home) => object])[] = [
  ['lock', () => ({})],
  ['unlock', () => ({})],
  ['slow', () => ({ value: 1_000 })],
  ['password', () => ({ value: 'mallory' })],
  ['title', () => ({ value: 'Mallory' })],
  ['close', () => ({})],
  ['hosttoken', () => ({})],
  ['kick', ({ guestId }) => ({ member: guestId })],
  ['ban', ({ guestId }) => ({ member: guestId })],
  ['unban', ({ guestId }) => ({ member: guestId })],
  ['mute', ({ guestId }) => ({ member: guestId })],
  ['unmute', ({ guestId }) => ({ member: guestId })],
  ['promote', ({ guestId }) => ({ member: guestId })],
];

export const MEMBER_COMMANDS: readonly Command[] = [
  ['send', ({ room }) => ({ type: 'send', room, key: 'stranger', text: 'x' })],
  ['edit', ({ room, guestMessage }) => ({ type: 'edit', room, target: guestMessage, text: 'x' })],
  ['delete', ({ room, guestMessage }) => ({ type: 'delete', room, target: guestMessage })],
  [
    'react',
    ({ room, guestMessage }) => ({
      type: 'react',
      room,
      target: guestMessage,
      emoji: '👍',
      on: true,
    }),
  ],
  ['rename', ({ room }) => ({ type: 'rename', room, name: 'Mallory' })],
  ['read', ({ room }) => ({ type: 'read', room, seq: 1 })],
  ['history', ({ room }) => ({ type: 'history', room })],
  ['leave', ({ room }) => ({ type: 'leave', room })],
];

export const HOST_COMMANDS: readonly Command[] = HOST_ACTIONS.map(([action, fields]) => [
  `moderate ${action}`,
  (at) => ({ type: 'moderate', room: at.room, action, ...fields(at) }),
]);

export const ALL_COMMANDS: readonly Command[] = [...MEMBER_COMMANDS, ...HOST_COMMANDS];
