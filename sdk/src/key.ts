/**
 * A new idempotency key, 128 bits from the platform's CSPRNG. A join's key is a secret, so it never
 * comes from the injected randomness that jitter uses.
 */
export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
