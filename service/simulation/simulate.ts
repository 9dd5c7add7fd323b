import { COMMAND_WEIGHTS, COMMANDS, createRoom, join } from './commands.js';
import { Dice } from './dice.js';
import { FAULT_WEIGHTS, FAULTS } from './faults.js';
import { end, rest } from './rest.js';
import { type Violation, World } from './world.js';

export interface Run {
  readonly seed: number;
  /** Steps to leave out, by index. */
  readonly without?: ReadonlySet<number>;
  readonly isTraced?: boolean;
  /** Told of the world when it is made: to change something about it. */
  readonly prepare?: (world: World) => void;
}

export interface Outcome {
  readonly seed: number;
  readonly steps: number;
  readonly violation: Violation | undefined;
  readonly tally: ReadonlyMap<string, number>;
  readonly trace: readonly string[];
}

/** Plays one seed from beginning to rest and end. The same run has the same outcome, always. */
export async function simulate({ seed, without, isTraced, prepare }: Run): Promise<Outcome> {
  const world = new World(seed, isTraced ?? false);
  prepare?.(world);
  const steps = new Dice(seed, 'length').between(20, 100);
  const unhandled = (error: unknown) =>
    world.accuse('no surprises', `unhandled: ${String((error as Error)?.stack)}`);
  process.on('unhandledRejection', unhandled);
  try {
    for (let index = 0; index < steps; index++) {
      if (!without?.has(index)) await step(world, index);
    }
    await rest(world);
    await end(world);
  } catch (error) {
    if (!world.violation) world.accuse('no surprises', String((error as Error).stack));
  } finally {
    process.off('unhandledRejection', unhandled);
  }
  const { violation, tally, trace } = world;
  return { seed, steps, violation, tally, trace };
}

/** One step: something done or broken, then a while. Decided by seed and index alone. */
async function step(world: World, index: number): Promise<void> {
  const dice = new Dice(world.seed, 'step', index);
  const joining = index - world.roomCount;
  if (joining < 0) {
    const tab = world.tabs[0];
    if (tab) createRoom(world, tab);
  } else if (joining < 2 * world.browsers.length) {
    const tab = world.browsers[joining % world.browsers.length]?.liveTabs[0];
    const code = dice.pick(world.codes);
    if (tab && code) join(world, tab, code);
  } else if (dice.oneIn(3)) {
    const fault = dice.weighted(FAULT_WEIGHTS);
    world.count(`fault ${fault}`);
    await FAULTS[fault](world, dice);
  } else {
    COMMANDS[dice.weighted(COMMAND_WEIGHTS)](world, dice);
  }
  await world.pass(dice.pick([0, 0, 3, 10, 30, 100, 100, 400, 2_000, 15_000]) ?? 0);
}
