import { webcrypto } from 'node:crypto';
import { type CreateRoomRequest, type Facts, makeRoomCode } from '@roomlet/sdk/protocol';
import type { PasswordQueue } from '../auth/password-queue.js';
import { deriveSecret, hashSecret, matchesHash, randomId, randomSecret } from '../auth/secret.js';
import type { Engine } from '../engine/engine.js';
import type { RoomRecord } from '../engine/record.js';
import type { Charge } from '../limits/charges.js';
import type { Clock } from './clock.js';
import { NEVER } from './lifetime.js';
import { refuse } from './refusal.js';
import type { Creator } from './visitor.js';

/** How long a creation's key stands for its room, ms. */
const CREATE_KEY_LIFE = 600_000;

/** A room as its creator gets it. */
export interface NewRoom {
  readonly facts: Facts;
  readonly hostToken: string;
}

export interface CreationContext {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly passwords: PasswordQueue;
  /** How long a new room is kept that nobody joins, ms. */
  readonly roomGrace: number;
  /** The facts of a room that is there. */
  factsOf(code: string): Promise<Facts>;
}

/** How rooms come about, each once per key. */
export class Creation {
  readonly #context: CreationContext;

  constructor(context: CreationContext) {
    this.#context = context;
  }

  /** Makes a room, or finds the one that the same key made before, which costs nothing. */
  async create(request: CreateRoomRequest, creator: Creator): Promise<NewRoom> {
    const made = await this.#made(request.key);
    if (made) return made;
    const charge = creator.createRoom();
    try {
      const passwordHash = await this.#firstHash(request.password, creator);
      return await this.#make(request, passwordHash, charge);
    } catch (error) {
      charge.refund();
      throw error;
    }
  }

  async #make(
    { key, title }: CreateRoomRequest,
    passwordHash: string | undefined,
    charge: Charge,
  ): Promise<NewRoom> {
    for (;;) {
      const now = this.#context.clock.now();
      const salt = randomId();
      const hostToken = key === undefined ? randomSecret() : createdToken(key, salt);
      const record: RoomRecord = {
        code: makeRoomCode((bytes) => webcrypto.getRandomValues(bytes)),
        createdAt: now,
        ...(title && { title }),
        hostTokenHash: hashSecret(hostToken),
        ...(passwordHash !== undefined && { passwordHash }),
        salt,
        emptySince: now,
      };
      const { result } = await this.#context.engine.createRoom({
        record,
        epoch: randomId(),
        wakeAt: Math.min(NEVER, now + this.#context.roomGrace),
        ...(key !== undefined && { keyHash: hashSecret(key), keySince: now - CREATE_KEY_LIFE }),
      });
      if (result === 'created')
        return { facts: await this.#context.factsOf(record.code), hostToken };
      // Two requests with one key, both under way: this one is the repetition.
      const other = result === 'existing' && (await this.#made(key));
      if (other) {
        charge.refund();
        return other;
      }
    }
  }

  /** The hash of a new room's password, once its turn has come; costs no room if it can't. */
  async #firstHash(
    password: string | undefined,
    { network }: Creator,
  ): Promise<string | undefined> {
    if (password === undefined) return undefined;
    const { passwords } = this.#context;
    const asker = { room: `new of ${network}`, network };
    return passwords.within(asker, () => passwords.hash(password, asker));
  }

  /** What a creation with this key made a while ago. */
  async #made(key: string | undefined): Promise<NewRoom | undefined> {
    if (key === undefined) return undefined;
    const since = this.#context.clock.now() - CREATE_KEY_LIFE;
    const record = await this.#context.engine.roomByKey(hashSecret(key), since);
    if (!record) return undefined;
    const hostToken = createdToken(key, record.salt);
    // The key stands for what it brought, which a host may have made void, and for nothing newer.
    if (!matchesHash(hostToken, record.hostTokenHash)) throw refuse.renewedHostToken();
    return { facts: await this.#context.factsOf(record.code), hostToken };
  }
}

function createdToken(key: string, salt: string): string {
  return deriveSecret(key, 'host', salt);
}
