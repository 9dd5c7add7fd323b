import { WebSocket } from 'ws';

/** What a busy room says: short and long, with line breaks, links, emoji and another direction. */
const TEXTS = [
  'Yes, four it is.',
  'Has anyone seen the cable for the projector?\nIt was in the blue box.',
  '😅',
  'I moved my train, so I can stay until the very end, and help to tidy up afterwards if need be.',
  'See https://example.com/plan for the plan',
  'שלום לכולם',
];
/** Frames are sent in gulps of this many, ms. */
const TICK_MS = 20;

/** Somebody who says a lot, over a bare socket and without waiting for answers. */
export class Talker {
  /** How many things it said by itself, each with its number. */
  said = 0;
  readonly #seqs: Promise<number>[] = [];
  readonly #answers = new Map<number, (frame: { type: string; seq?: number }) => void>();
  #id = 0;

  private constructor(
    private readonly socket: WebSocket,
    private readonly code: string,
    readonly name: string,
  ) {
    socket.on('message', (body: Buffer) => {
      // What is pushed isn't read: it would cost the machine that is measured.
      if (body.subarray(0, 12).includes('"event"')) return;
      const frame = JSON.parse(String(body));
      this.#answers.get(frame.id)?.(frame);
      this.#answers.delete(frame.id);
    });
  }

  static async enter(url: string, code: string, name: string): Promise<Talker> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/socket`, 'roomlet.v1');
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const talker = new Talker(socket, code, name);
    await talker.#ask({ type: 'join', name });
    return talker;
  }

  /** Says the next thing: its name, the thing's number, which tells it from all others, and a text. */
  say(): Promise<number> {
    const text = `${this.name} ${++this.said}: ${TEXTS[this.said % TEXTS.length]}`;
    const kept = this.#ask({ type: 'send', key: `${this.name}-${this.said}`, text });
    this.#seqs[this.said] = kept;
    return kept;
  }

  /** Edits what it said under this number. */
  async edit(number: number, text: string): Promise<void> {
    await this.#ask({ type: 'edit', target: await this.#seqs[number], text });
  }

  /** Says so many things as fast as the room takes them. */
  async pour(count: number): Promise<void> {
    let last: Promise<unknown> | undefined;
    for (let i = 0; i < count; i++) {
      last = this.say();
      if (i % 200 === 199) await last;
    }
    await last;
  }

  /**
   * Talks evenly from now on.
   * @returns stops, and resolves when all that was said is kept
   */
  talk(perSecond: number): () => Promise<void> {
    const start = performance.now();
    const from = this.said;
    let last: Promise<unknown> = Promise.resolve();
    const timer = setInterval(() => {
      const due = ((performance.now() - start) / 1_000) * perSecond;
      while (this.said - from < due) last = this.say();
    }, TICK_MS);
    return async () => {
      clearInterval(timer);
      await last;
    };
  }

  leave(): void {
    this.socket.terminate();
  }

  #ask(command: object): Promise<number> {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#answers.set(id, (frame) =>
        frame.type === 'ok' ? resolve(frame.seq ?? 0) : reject(new Error(JSON.stringify(frame))),
      );
      this.socket.send(JSON.stringify({ id, room: this.code, ...command }));
    });
  }
}

/** A new room. @returns its code */
export async function openRoom(url: string): Promise<string> {
  const made = await fetch(`${url}/v1/rooms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { facts } = (await made.json()) as { facts: { code: string } };
  return facts.code;
}
