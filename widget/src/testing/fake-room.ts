import type { Member, Room, RoomEvents, RoomState, Sent, TimelineMessage } from '@roomlet/sdk';

export const MIA: Member = { id: 'mia', name: 'Mia' };
export const ANA: Member = { id: 'ana', name: 'Ana' };
export const NOON = Date.UTC(2026, 2, 4, 12);

/** A message as the log tells it. */
export function sent(seq: number, by: Member, text: string, at = NOON + seq * 1_000) {
  return { seq, at, by, key: `k${seq}`, text, status: 'sent' as const };
}

/** A room of Mia's that a test is the service of. */
export class FakeRoom implements Room {
  state: RoomState;
  readonly written: string[] = [];
  readonly retried: string[] = [];
  /** Commands that were asked for. */
  readonly asked: unknown[][] = [];
  /** Why the next of these fails. */
  refusal: Error | undefined;
  left = false;
  pages: TimelineMessage[][] = [];
  #listeners = new Set<() => void>();
  #events = new Map<string, Set<(value: never) => void>>();

  constructor(
    readonly code: string,
    messages: readonly TimelineMessage[] = [],
  ) {
    this.state = {
      status: 'connected',
      code,
      createdAt: NOON,
      locked: false,
      needsPassword: false,
      self: MIA,
      isHost: true,
      messages,
      members: [{ ...MIA, online: true }],
      online: 1,
      memberCount: 1,
      read: 0,
      unread: 0,
      typing: [],
      hasOlder: false,
      epoch: 'e',
      seq: messages.length,
    };
  }

  change(part: Partial<RoomState>): void {
    const { messages, read, self } = { ...this.state, ...part };
    const isUnread = (one: TimelineMessage) =>
      one.status === 'sent' && one.seq > read && one.by.id !== self.id;
    this.state = { ...this.state, unread: messages.filter(isUnread).length, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Somebody wrote, now. */
  live(message: ReturnType<typeof sent>): void {
    this.change({ messages: [...this.state.messages, message], seq: message.seq });
    this.tell('message', message);
  }

  tell<Name extends keyof RoomEvents>(name: Name, value: RoomEvents[Name]): void {
    for (const listener of this.#events.get(name) ?? []) listener(value as never);
  }

  subscribe(listener: () => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  on<Name extends keyof RoomEvents>(name: Name, listener: (value: RoomEvents[Name]) => void) {
    const listeners = this.#events.get(name) ?? new Set();
    this.#events.set(name, listeners.add(listener as (value: never) => void));
    return () => void listeners.delete(listener as (value: never) => void);
  }

  send(text: string, { replyTo }: { replyTo?: number } = {}): Sent {
    this.written.push(text);
    const key = `own${this.written.length}`;
    const pending = { key, text, replyTo, at: NOON, by: MIA, status: 'pending' as const };
    this.change({ messages: [...this.state.messages, pending as TimelineMessage] });
    return Object.assign(new Promise<never>(() => {}), { key });
  }

  retry(key: string): Sent {
    this.retried.push(key);
    return Object.assign(new Promise<never>(() => {}), { key });
  }

  discard(key: string): void {
    this.change({ messages: this.state.messages.filter((message) => message.key !== key) });
  }

  async loadOlder(): Promise<boolean> {
    const page = this.pages.pop() ?? [];
    const hasOlder = this.pages.length > 0;
    this.change({ messages: [...page, ...this.state.messages], hasOlder });
    return hasOlder;
  }

  async leave(): Promise<void> {
    this.left = true;
  }

  typing(): void {}

  read(seq: number): void {
    if (seq > this.state.read) this.change({ read: Math.min(seq, this.state.seq) });
  }

  rename = (name: string) => this.#ask('rename', name);
  edit = (target: number, text: string) => this.#ask('edit', target, text);
  delete = (target: number) => this.#ask('delete', target);
  react = (target: number, emoji: string, on: boolean) => this.#ask('react', target, emoji, on);
  moderate = (...what: unknown[]) => this.#ask('moderate', ...what);

  async #ask(...what: unknown[]) {
    this.asked.push(what);
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
    return { seq: this.state.seq, at: NOON };
  }
}
