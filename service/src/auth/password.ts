import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What a hash costs: 2^ln steps over blocks of r, p times. */
interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** One of the settings that OWASP lists for scrypt: 32 MiB, and some 150 ms a guess. */
const COST: Cost = { ln: 15, r: 8, p: 3 };

/** Of the form without parameters, which was written before. */
const OLD_COST: Cost = { ln: 15, r: 8, p: 1 };

/** What a kept hash may ask for, whatever its file says: bytes at a time, and block steps in all. */
const MOST_BYTES = 256 * 2 ** 20;
const MOST_STEPS = 2 ** 23;

const BYTES = 32;

/** `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`, as PHC strings are, in base64 without padding. */
const FORM =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43})$/;
const OLD_FORM = /^scrypt:([\w-]{11,86}):([\w-]{43})$/;

/** The kept form of a password. Its cost is kept with it, so that the cost of new ones can be raised. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const { ln, r, p } = COST;
  const hash = await stretch(password, salt, COST);
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether a password is the kept one.
 * @throws an Error when what is kept can't be read, or asks for more than a hash may cost.
 */
export async function checkPassword(password: string, kept: string): Promise<boolean> {
  const { cost, salt, hash } = readKept(kept);
  return timingSafeEqual(await stretch(password, salt, cost), hash);
}

function readKept(kept: string): { cost: Cost; salt: Buffer; hash: Buffer } {
  const [, ln, r, p, salt = '', hash = ''] = FORM.exec(kept) ?? [];
  if (hash) {
    const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
    if (!isBearable(cost)) throw new Error("A kept password's parameters are out of bounds.");
    return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
  }
  const [, oldSalt = '', oldHash = ''] = OLD_FORM.exec(kept) ?? [];
  if (!oldHash) throw new Error('A kept password is in no form that this version reads.');
  const [old, expected] = [oldSalt, oldHash].map((part) => Buffer.from(part, 'base64url'));
  return { cost: OLD_COST, salt: old as Buffer, hash: expected as Buffer };
}

function isBearable({ ln, r, p }: Cost): boolean {
  const blocks = 2 ** ln * r;
  return ln >= 1 && r >= 1 && p >= 1 && 128 * blocks <= MOST_BYTES && blocks * p <= MOST_STEPS;
}

function stretch(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  // Twice, as what scrypt needs besides its blocks counts as well.
  const cost = { N: 2 ** ln, r, p, maxmem: 2 * MOST_BYTES };
  return new Promise((resolve, reject) => {
    // The same password may be typed composed or decomposed.
    scrypt(password.normalize('NFC'), salt, BYTES, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
