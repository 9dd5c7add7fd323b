/**
 * A new idempotency key: 32 characters from the platform's CSPRNG. A join's key is a secret, so it
 * never comes from the injected randomness that jitter uses.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
