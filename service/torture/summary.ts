import type { Findings } from './findings.js';
import type { Options } from './options.js';
import type { FaultCount } from './report.js';
import type { KillCount } from './storm.js';
import type { Trial } from './trial.js';

/** How it stands, in one line. */
export function progress(trial: Trial): string {
  const records = [...trial.rooms.values()].map(({ record }) => record);
  const delivered = records.reduce((sum, record) => sum + record.delivered, 0);
  const events = records.reduce((sum, record) => sum + record.seen.size, 0);
  return `acked ${trial.acks}, delivered ${delivered} of ${events} events`;
}

export function faults(kills: KillCount, links: FaultCount): string {
  return [
    `kills ${kills.kills}, drains ${kills.drains}, client kills ${kills.clientKills}, ` +
      `inspections ${kills.inspections}`,
    `connections ${links.connections}: cuts ${links.cuts}, resets ${links.resets}, ` +
      `half-opens ${links.halfOpens}, delayed ${links.delayed}, throttled ${links.throttled}`,
  ].join('\n');
}

export function setting({ clients, minutes, seed, durability }: Options, rooms: number): string {
  return `${clients} clients in ${rooms} rooms, ${minutes} min, durability ${durability}, seed ${seed}`;
}

/** The line that says whether the log lied; the rest of `told` is why. */
export function verdictLine({ count }: Findings): string {
  return Object.entries(count)
    .map(([wrong, many]) => `${wrong} ${many}`)
    .join(', ');
}
