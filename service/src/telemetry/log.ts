import { destination, type Logger, pino } from 'pino';

export type { Logger };

/**
 * The service's log: JSON lines on stderr. Secrets never get here: no frame, body or header is
 * logged, and errors are logged by their message and stack alone [W4].
 */
export function createLog(level: string): Logger {
  return pino({ level, base: null }, destination({ fd: 2, sync: true }));
}
