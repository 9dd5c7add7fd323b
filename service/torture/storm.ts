import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { createDice, type Dice } from './dice.js';
import { operate } from './service-process.js';
import type { Trial } from './trial.js';

/** How long it may take until most are back and somebody is acked, before the run is given up, ms. */
const PATIENCE = 60_000;

/** What was ended, and how often. */
export interface KillCount {
  /** `kill -9` of the service, right after an ack. */
  kills: number;
  /** SIGTERM of the service. */
  drains: number;
  clientKills: number;
  /** Times an operator checked the data, backed them up, or tried a backup, service up or down. */
  inspections: number;
}

/** Kills the service and the clients at random, and starts them again, for so long. */
export async function storm(trial: Trial, minutes: number): Promise<KillCount> {
  const count: KillCount = { kills: 0, drains: 0, clientKills: 0, inspections: 0 };
  const end = Date.now() + minutes * 60_000;
  const lasts = () => Date.now() < end;
  const dice = () => createDice(trial.dice.below(2 ** 31));
  await Promise.all([
    killService(trial, dice(), count, lasts),
    killClients(trial, dice(), count, lasts),
    inspect(trial, dice(), count, lasts),
  ]);
  return count;
}

async function killService(
  trial: Trial,
  dice: Dice,
  count: KillCount,
  lasts: () => boolean,
): Promise<void> {
  const { service, watch, clients } = trial;
  for (;;) {
    await pass(dice.between(1_500, 6_000));
    if (!lasts()) return;
    // In the midst of work: most are back from the last time, and somebody was acked just now.
    await watch.until(
      () => trial.connected >= clients.length / 2,
      PATIENCE,
      () => 'half to be back',
    );
    const { acks } = trial;
    await watch.until(
      () => trial.acks > acks,
      PATIENCE,
      () => 'anyone to be acked',
    );
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

/** An operator's commands MUST tell the truth beside a service that lives, dies and starts. */
async function inspect(
  { folder, service, findings }: Trial,
  dice: Dice,
  count: KillCount,
  lasts: () => boolean,
): Promise<void> {
  const copy = join(folder, 'backup');
  const restored = join(folder, 'restored');
  const run = async (where: string, ...command: readonly string[]): Promise<void> => {
    const { ok, output } = await operate(where, ...command);
    count.inspections += 1;
    if (!ok) findings.add('broken', `roomlet ${command.join(' ')}: ${output}`);
  };
  while (lasts()) {
    await pass(dice.between(1_000, 8_000));
    if (dice.chance(0.6)) await run(service.folder, 'check');
    else {
      await run(service.folder, 'backup', copy);
      await run(restored, 'restore', copy);
      await run(restored, 'check');
      for (const made of [copy, restored]) rmSync(made, { recursive: true, force: true });
    }
  }
}
