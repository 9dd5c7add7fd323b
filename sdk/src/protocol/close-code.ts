/** WebSocket close codes [W13]. Ranges hold for codes to come: 40xx, 41xx, 42xx. */
export const CLOSE = {
  normal: 1000,
  backlog: 4001,
  drain: 4002,
  noJoin: 4003,
  identityExpired: 4100,
  binary: 4200,
  badFrames: 4201,
  tooLarge: 4202,
} as const;

/**
 * What a client does after a close: `reconnect` with backoff, `renew` its identity and then
 * reconnect, or `stop` and tell the user, because the same would happen again.
 */
export type CloseAction = 'reconnect' | 'renew' | 'stop';

export function closeAction(code: number): CloseAction {
  if (/^41..$/.test(`${code}`)) return 'renew';
  return /^(42..|100[23789]|1010)$/.test(`${code}`) ? 'stop' : 'reconnect';
}
