import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Secrets are random, so a plain hash is enough to keep them by; only passwords need a slow one. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

export function matchesHash(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(hash));
}

/** 192 bits. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * The token that a secret key brings. It can be given out again when the same key comes again,
 * without being kept anywhere.
 */
export function deriveSecret(key: string, ...context: readonly string[]): string {
  return createHmac('sha256', key).update(context.join('\n')).digest('base64url');
}

/** A short public id, unique in a room for all practical purposes: 72 bits. */
export function randomId(): string {
  return randomBytes(9).toString('base64url');
}
