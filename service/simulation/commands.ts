import type { TimelineMessage } from '@roomlet/sdk';
import type { Dice } from './dice.js';
import type { Tab } from './tab.js';
import type { View } from './view.js';
import type { World } from './world.js';

/** What people do. Each takes what it needs from the world as it is, or does nothing. */
type Act = (world: World, dice: Dice) => void;
type ViewAct = (view: View, tab: Tab, world: World, dice: Dice) => void;

/** In some room, in some tab. */
const inside =
  (act: ViewAct): Act =>
  (world, dice) => {
    const tab = dice.pick(world.tabs.filter((tab) => !tab.isAsleep && tab.openViews.length > 0));
    const view = tab && dice.pick(tab.openViews);
    if (view) act(view, tab, world, dice);
  };

function kept(view: View, dice: Dice): number | undefined {
  const seqs = view.room.state.messages.flatMap((one) => ('seq' in one ? one.seq : []));
  // Mostly recent ones: that is where people, and races, are.
  return dice.oneIn(2) ? seqs.at(-1) : dice.pick(seqs);
}

/** Something about a message that is shown. */
const about = (
  type: string,
  ask: (view: View, target: number, world: World, dice: Dice) => Promise<unknown>,
): Act =>
  inside((view, tab, world, dice) => {
    const target = kept(view, dice);
    if (target === undefined) return;
    world.note(() => `${view.name}: ${type} #${target}`);
    tab.track(`${type} #${target}`, ask(view, target, world, dice));
  });

export function createRoom(world: World, tab: Tab): void {
  world.note(() => `${tab.name}: create`);
  tab.track('create', tab.client.createRoom({ title: 'T' }), (room) => tab.show(room));
}

export function join(world: World, tab: Tab, code: string): void {
  world.note(() => `${tab.name}: join ${world.nameOf(code)}`);
  tab.track('join', tab.client.join(code), (room) => tab.show(room));
}

function send(view: View, tab: Tab, world: World, dice: Dice): void {
  const text = world.nextText();
  const target = dice.oneIn(5) ? kept(view, dice) : undefined;
  world.note(() => `${view.name}: send ${text}${target ? ` to #${target}` : ''}`);
  const { code } = view.room;
  const browser = world.browsers.find((one) => one.has(tab));
  if (browser) world.sendings.set(text, { code, browser, fate: 'open' });
  follow(world, view, tab, text, view.room.send(text, target ? { replyTo: target } : {}));
}

/** Notes what became of a message as far as its author was told. */
function follow(
  world: World,
  view: View,
  tab: Tab,
  text: string,
  sent: Promise<{ seq: number }>,
): void {
  const { code } = view.room;
  const sending = world.sendings.get(text);
  tab.track(`send ${text}`, sent, ({ seq }) => {
    const { epoch } = view.room.state;
    const event = world.chronicle.of(epoch)?.events[seq - 1];
    const isIt = event?.kind === 'message' && event.text === text;
    if (!isIt && !world.chronicle.has(code, text)) {
      world.accuse('W6', `${text} was acked as ${seq} and is not in the log`);
    }
    if (sending) sending.fate = 'kept';
  });
  sent.catch(() => {
    if (sending && !tab.isOver) sending.fate = 'refused';
  });
}

function failed(view: View, dice: Dice): TimelineMessage | undefined {
  return dice.pick(view.room.state.messages.filter(({ status }) => status === 'failed'));
}

export const COMMANDS = {
  create: (world, dice) => {
    const tab = dice.pick(world.tabs);
    const live = world.codes.filter((code) => world.chronicle.now(code));
    if (tab && live.length < world.roomCount) createRoom(world, tab);
  },
  join: (world, dice) => {
    const tab = dice.pick(world.tabs);
    const code = dice.pick(world.codes);
    if (tab && code) join(world, tab, code);
  },
  leave: inside((view, tab, world) => {
    world.note(() => `${view.name}: leave`);
    const left = view.room.leave();
    tab.track('leave', left);
    // What was unsent goes with the seat, whichever tab it was written in.
    const drop = () => world.drop((one) => one.code === view.room.code && one.browser.has(tab));
    drop();
    left.then(drop, () => {});
  }),
  send: inside(send),
  burst: inside((view, tab, world, dice) => {
    for (let i = dice.between(2, 15); i > 0; i--) send(view, tab, world, dice);
  }),
  retry: inside((view, tab, world, dice) => {
    const message = failed(view, dice);
    if (!message || message.text === undefined) return;
    const { text, key } = message;
    const { room } = view;
    // What a person does who has looked for it in the log first [W7].
    const isKept = world.chronicle.has(room.code, text);
    world.note(() => `${view.name}: ${isKept ? 'discard' : 'retry'} ${text}`);
    if (isKept) return room.discard(key);
    if (message.by.id !== room.state.self.id) world.chronicle.sentAgain.add(text);
    follow(world, view, tab, text, room.retry(key));
  }),
  discard: inside((view, _tab, world, dice) => {
    const message = failed(view, dice);
    if (!message) return;
    world.note(() => `${view.name}: discard ${message.text}`);
    const sending = world.sendings.get(message.text ?? '');
    if (sending) sending.fate = 'dropped';
    view.room.discard(message.key);
  }),
  typing: inside((view, _tab, _world, dice) => view.room.typing(!dice.oneIn(3))),
  rename: inside((view, tab, world, dice) => {
    const name = `${tab.name} ${dice.between(1, 3)}`;
    world.note(() => `${view.name}: rename ${name}`);
    tab.track('rename', view.room.rename(name));
  }),
  loadOlder: inside((view, tab, world, dice) => {
    const limit = dice.between(1, 30);
    world.note(() => `${view.name}: load ${limit} older`);
    tab.track('loadOlder', view.room.loadOlder(limit));
  }),
  read: inside((view, _tab, world, dice) => {
    const seq = Math.max(0, view.room.state.seq - dice.between(0, 5));
    world.note(() => `${view.name}: read ${seq}`);
    view.room.read(seq);
  }),
  edit: about('edit', (view, target, world) => view.room.edit(target, world.nextText())),
  delete: about('delete', (view, target) => view.room.delete(target)),
  react: about('react', (view, target, _world, dice) =>
    view.room.react(target, dice.pick(['👍', '❤️']) ?? '', !dice.oneIn(3)),
  ),
  title: inside((view, tab, world, dice) => {
    world.note(() => `${view.name}: title`);
    tab.track('title', view.room.moderate('title', { value: `T${dice.between(1, 3)}` }));
  }),
  lock: inside((view, tab, world, dice) => {
    const action = dice.oneIn(3) ? 'lock' : 'unlock';
    world.note(() => `${view.name}: ${action}`);
    tab.track(action, view.room.moderate(action));
  }),
  bot: (world) => void world.bot.act(),
  slow: inside((view, tab, world, dice) => {
    const value = dice.pick([0, 0, 1_000, 5_000]) ?? 0;
    world.note(() => `${view.name}: slow ${value}`);
    tab.track('slow', view.room.moderate('slow', { value }));
  }),
  close: inside((view, tab, world) => {
    world.note(() => `${view.name}: close`);
    tab.track('close', view.room.moderate('close'));
    world.drop(({ code }) => code === view.room.code);
  }),
} as const satisfies Record<string, Act>;

export const COMMAND_WEIGHTS: Readonly<Record<keyof typeof COMMANDS, number>> = {
  ...{ create: 2, join: 6, leave: 2, send: 30, burst: 3, retry: 3, discard: 1, typing: 2 },
  ...{ rename: 2, loadOlder: 4, read: 3, edit: 6, delete: 3, react: 5, title: 1, lock: 1, slow: 1 },
  bot: 5,
  close: 0.3,
};
