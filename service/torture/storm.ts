import { setTimeout as pass } from 'node:timers/promises';
import { createDice, type Dice } from './dice.js';
import type { Trial } from './trial.js';

/** How long nobody may be acked before the run is given up, ms. */
const PATIENCE = 60_000;

/** What was ended, and how often. */
export interface KillCount {
  /** `kill -9` of the service, right after an ack. */
  kills: number;
  /** SIGTERM of the service. */
  drains: number;
  clientKills: number;
}

/** Kills the service and the clients at random, and starts them again, for so long. */
export async function storm(trial: Trial, minutes: number): Promise<KillCount> {
  const count: KillCount = { kills: 0, drains: 0, clientKills: 0 };
  const end = Date.now() + minutes * 60_000;
  const lasts = () => Date.now() < end;
  const [one, other] = [trial.dice.below(2 ** 31), trial.dice.below(2 ** 31)];
  await Promise.all([
    killService(trial, createDice(one), count, lasts),
    killClients(trial, createDice(other), count, lasts),
  ]);
  return count;
}

async function killService(
  trial: Trial,
  dice: Dice,
  count: KillCount,
  lasts: () => boolean,
): Promise<void> {
  const { service, watch } = trial;
  for (;;) {
    await pass(dice.between(2_000, 7_000));
    if (!lasts()) return;
    // In the midst of work: right after an ack, or a few commits later.
    const { acks } = trial;
    const isWorking = () => trial.acks > acks;
    await watch.until(isWorking, PATIENCE, () => 'anyone to be acked');
    await pass(dice.between(0, 30));
    if (dice.chance(0.15)) {
      const how = await service.stop('SIGTERM');
      if (how !== 0) trial.findings.add('broken', `the service was drained and ended with ${how}`);
      count.drains += 1;
    } else {
      await service.stop('SIGKILL');
      count.kills += 1;
    }
    await pass(dice.between(0, 1_000));
    await service.start();
  }
}

async function killClients(
  { clients }: Trial,
  dice: Dice,
  count: KillCount,
  lasts: () => boolean,
): Promise<void> {
  const returns: Promise<void>[] = [];
  while (lasts()) {
    await pass(dice.between(500, 2_500));
    const client = dice.pick(clients.filter(({ isUp }) => isUp));
    await client.kill();
    count.clientKills += 1;
    const back = pass(dice.between(0, 3_000)).then(() => client.start());
    returns.push(back);
  }
  await Promise.all(returns);
}
