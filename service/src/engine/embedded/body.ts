/**
 * An event on its way to the file: its body as UTF-8, with room in front for the seq and the time,
 * which the storage thread puts there without touching the rest.
 */
export class Body {
  /** Bytes that must be free in front of the body: `{"seq":…,"at":…,` at its longest. */
  static readonly GAP = 48;

  readonly #bytes: Buffer;

  /** @param bytes the gap, and a JSON object that is not empty. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  static of(json: string): Body {
    return new Body(Buffer.concat([Buffer.alloc(Body.GAP), Buffer.from(json)]));
  }

  /** The wire form: the same bytes as `stampEvent` gives. Overwrites what it returned before. */
  stamp(seq: number, at: number): Buffer {
    const stamp = `{"seq":${seq},"at":${at},`;
    // In the place of the body's own opening brace.
    const start = Body.GAP + 1 - stamp.length;
    this.#bytes.write(stamp, start, 'latin1');
    return this.#bytes.subarray(start);
  }
}
