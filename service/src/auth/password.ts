import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's smallest recommended scrypt setting: 32 MiB and some 50 ms a guess. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const BYTES = 32;

/** How many may be worked on at once: they share libuv's threads with the disk and DNS. */
const AT_ONCE = 2;

let working = 0;
const waiting: (() => void)[] = [];

/** The kept form of a password: `scrypt:<salt>:<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await inTurn(() => stretch(password, salt));
  return `scrypt:${salt.toString('base64url')}:${hash.toString('base64url')}`;
}

/**
 * Whether a password is the kept one.
 * @param before runs when its turn has come and may throw, so that a queue of guesses costs nothing.
 */
export async function checkPassword(
  password: string,
  kept: string,
  before: () => void,
): Promise<boolean> {
  const [, salt = '', hash = ''] = kept.split(':');
  return inTurn(async () => {
    before();
    const given = await stretch(password, Buffer.from(salt, 'base64url'));
    return timingSafeEqual(given, Buffer.from(hash, 'base64url'));
  });
}

function stretch(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same password may be typed composed or decomposed.
    scrypt(password.normalize('NFC'), salt, BYTES, COST, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  else working += 1;
  try {
    return await work();
  } finally {
    // The place is handed on; only when nobody waits is it given back.
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}
