import type { Faults, Member } from '../clients/member.js';

/** How many join at a time. */
const AT_ONCE = 25;

export async function joinAll(members: readonly Member[], name: string): Promise<void> {
  for (let from = 0; from < members.length; from += AT_ONCE) {
    await Promise.all(
      members.slice(from, from + AT_ONCE).map((member, i) => member.join(`${name} ${from + i}`)),
    );
  }
}

export function addFaults(members: readonly Member[]): Faults {
  const sum: Faults = { missing: 0, duplicates: 0, outOfOrder: 0 };
  for (const { faults } of members) {
    sum.missing += faults.missing;
    sum.duplicates += faults.duplicates;
    sum.outOfOrder += faults.outOfOrder;
  }
  return sum;
}
