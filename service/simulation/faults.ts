import { join } from './commands.js';
import type { Dice } from './dice.js';
import type { Tab } from './tab.js';
import type { World } from './world.js';

/** What goes wrong. Each takes what it needs from the world as it is, or does nothing. */
type Fault = (world: World, dice: Dice) => void | Promise<void>;

function wire(world: World, dice: Dice) {
  return dice.pick([...world.wires]);
}

/** The service dies in the middle of whatever it does, and comes back. */
async function crash(world: World, dice: Dice): Promise<void> {
  const { service } = world;
  if (!service) return;
  world.service = undefined;
  const kept = dice.between(0, 20);
  world.note(() => `service: dies with ${service.engine.waiting} jobs under way, ${kept} kept`);
  await service.kill(kept, () => !dice.oneIn(4));
}

function restartWithin(world: World, ms: number): void {
  world.later(ms, () => {
    if (!world.service) world.start();
  });
}

/** The pages of a browser come back as they were: in the rooms whose seats are kept. */
function reopen(world: World, tab: Tab): void {
  for (const { code } of tab.client.seats()) join(world, tab, code);
}

function awayFor(dice: Dice): number {
  return dice.pick([50, 1_000, 8_000, 45_000, 150_000]) ?? 0;
}

export const FAULTS = {
  cut: (world, dice) => {
    const told = [!dice.oneIn(3), !dice.oneIn(3)] as const;
    const one = wire(world, dice);
    world.note(() => `network: cuts ${one?.name}, told: client ${told[0]}, service ${told[1]}`);
    one?.cut(...told);
  },
  halfOpen: (world, dice) => {
    const one = wire(world, dice);
    world.note(() => `network: ${one?.name} is half-open`);
    one?.cut(false, false);
  },
  cutAll: (world, dice) => {
    world.note(() => 'network: cuts all');
    for (const one of world.wires) one.cut(!dice.oneIn(4), !dice.oneIn(2));
  },
  slowReader: (world, dice) => {
    const one = wire(world, dice);
    world.note(() => `network: ${one?.name} does not read`);
    one?.stall();
    world.later(awayFor(dice), () => one?.resume());
  },
  repeat: (world, dice) => {
    world.repeatNext += dice.between(1, 4);
  },
  flakyHttp: (world, dice) => {
    world.httpLoss = 0.4;
    world.later(awayFor(dice), () => {
      world.httpLoss = 0;
    });
  },
  crash: async (world, dice) => {
    await crash(world, dice);
    restartWithin(world, dice.pick([10, 1_000, 20_000, 100_000]) ?? 0);
  },
  stop: (world, dice) => {
    const { service } = world;
    if (!service) return;
    world.note(() => 'service: drains');
    const stopped = () => {
      if (world.service !== service) return;
      world.service = undefined;
      restartWithin(world, dice.between(10, 3_000));
    };
    service.stop().then(stopped, () => {
      // It died while it stopped.
    });
  },
  storage: async (world, dice) => {
    const { service } = world;
    if (!service?.isListening) return;
    world.note(() => `disk: fails with ${service.engine.waiting} jobs under way`);
    await service.failStorage(dice.between(0, 20));
    world.later(dice.between(1_000, 20_000), () => {
      if (world.service !== service) return;
      world.note(() => 'disk: well again');
      service.recoverStorage();
    });
  },
  slowDisk: (world, dice) => {
    world.slowUntil = world.time.now + dice.between(1_000, 20_000);
    world.note(() => 'disk: slow');
  },
  backup: (world) => {
    world.backup = { disk: world.disk, length: world.disk.length };
    world.note(() => `disk: backup of ${world.disk.length}`);
  },
  restore: async (world, dice) => {
    const { backup } = world;
    if (!backup) return;
    await crash(world, dice);
    world.restores += 1;
    world.note(() => `disk: restored to ${backup.length}`);
    world.disk = await backup.disk.copy(backup.length, (epoch) => `${epoch}+${world.restores}`);
    world.backup = undefined;
    restartWithin(world, dice.between(10, 5_000));
  },
  refresh: (world, dice) => {
    const browser = dice.pick(world.browsers);
    const tab = browser && dice.pick(browser.liveTabs);
    if (!tab) return;
    world.note(() => `${tab.name}: refresh`);
    if (dice.oneIn(2)) tab.close();
    else tab.crash(!dice.oneIn(3));
    world.later(dice.between(1, 2_000), () => reopen(world, browser.open()));
  },
  crashTab: (world, dice) => {
    const browser = dice.pick(world.browsers);
    const tab = browser && dice.pick(browser.liveTabs);
    if (!tab) return;
    world.note(() => `${tab.name}: crashes`);
    tab.crash(dice.oneIn(2));
    world.later(awayFor(dice), () => {
      if (browser.liveTabs.length === 0) reopen(world, browser.open());
    });
  },
  wipe: (world, dice) => {
    const browser = dice.pick(world.browsers);
    if (!browser) return;
    world.note(() => `${browser.name}: crashes and loses its storage`);
    browser.wipe();
    world.drop((one) => one.browser === browser);
    browser.open();
  },
  secondTab: (world, dice) => {
    const browser = dice.pick(world.browsers.filter(({ liveTabs }) => liveTabs.length < 3));
    if (!browser) return;
    world.note(() => `${browser.name}: another tab`);
    reopen(world, browser.open());
  },
  closeTab: (world, dice) => {
    const browser = dice.pick(world.browsers.filter(({ liveTabs }) => liveTabs.length > 1));
    const tab = browser && dice.pick(browser.liveTabs);
    world.note(() => `${tab?.name}: closed`);
    tab?.close();
  },
  offline: (world, dice) => {
    const tab = dice.pick(world.tabs);
    if (!tab) return;
    world.note(() => `${tab.name}: offline`);
    tab.isOffline = true;
    for (const one of tab.wires) one.cut(dice.oneIn(2), false);
    world.later(awayFor(dice), () => {
      tab.isOffline = false;
      if (!tab.isOver) tab.prompt();
    });
  },
  sleep: (world, dice) => {
    const tab = dice.pick(world.tabs);
    if (!tab) return;
    world.note(() => `${tab.name}: sleeps`);
    tab.sleep();
    world.later(awayFor(dice), () => {
      world.note(() => `${tab.name}: wakes`);
      tab.wake();
    });
  },
  prompt: (world, dice) => dice.pick(world.tabs)?.prompt(),
  clientClock: (world, dice) => {
    const tab = dice.pick(world.tabs);
    if (!tab) return;
    tab.clock.offset += dice.between(-86_400_000, 86_400_000);
    world.note(() => `${tab.name}: clock set`);
  },
  serviceClock: (world, dice) => {
    world.hasClockJumped = true;
    world.clockOffset += dice.pick([-3_600_000, -5_000, 5_000, 90_000]) ?? 0;
    if (world.service) world.service.clock.offset = world.clockOffset;
    world.note(() => `service: clock off by ${world.clockOffset}`);
  },
} as const satisfies Record<string, Fault>;

export const FAULT_WEIGHTS: Readonly<Record<keyof typeof FAULTS, number>> = {
  ...{
    cut: 6,
    halfOpen: 4,
    cutAll: 1,
    slowReader: 4,
    repeat: 4,
    flakyHttp: 1,
    crash: 4,
    stop: 2,
    storage: 3,
  },
  ...{ slowDisk: 2, backup: 2, restore: 2, refresh: 3, crashTab: 3, wipe: 1, secondTab: 3 },
  ...{ closeTab: 1, offline: 3, sleep: 2, prompt: 2, clientClock: 1, serviceClock: 1 },
};
