import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandSchema } from '@roomlet/sdk/protocol';
import { shield } from './config/data-folder.js';
import type { Settings } from './config/settings.js';
import { EmbeddedEngine } from './engine/embedded/embedded.js';
import { FolderInUse } from './engine/embedded/folder-lock.js';
import type { StorageEvents } from './engine/embedded/storage.js';
import type { Rate } from './limits/bucket.js';
import { Paced } from './limits/pace.js';
import { systemClock } from './room/clock.js';
import { Exports } from './room/exports.js';
import { Rooms } from './room/rooms.js';
import type { RoomSettings } from './room/settings.js';
import { type VisitorRates, Visitors } from './session/visitors.js';
import { createLog, type Logger } from './telemetry/log.js';
import { Metrics } from './telemetry/metrics.js';
import { Assets } from './transport/assets.js';
import { Bodies } from './transport/bodies.js';
import { type ConnectionRules, Connections, UPGRADE_REFUSALS } from './transport/connections.js';
import { connectionLimit, descriptorLimit, MODEST_DESCRIPTORS } from './transport/descriptors.js';
import { Hosts } from './transport/hosts.js';
import { Origins } from './transport/origins.js';
import { Proxies } from './transport/proxies.js';
import { Server } from './transport/server.js';
import { Sources } from './transport/sources.js';

/**
 * Joins and pages of history that are worked on at a time, and the rest after each, ms: a crowd that
 * comes back gets about a third of the time of the loop, and messages the rest of it. With turns
 * alone, and no rest, they waited for three times as long as before the crowd came.
 */
const PAGES_AT_ONCE = 2;
const PAGE_REST = 2;
/** The rest after each step of an export, ms: all exports together get the smaller part of the loop. */
const EXPORT_REST = 5;
/** Over which a reader of an export must keep its pace, ms. */
const EXPORT_STRETCH = 10_000;

const LOOKUPS_USED_UP =
  'Very many codes, passwords or tokens are wrong: somebody may be guessing from many addresses. ' +
  'Only what brings a live token is looked at until fewer are. See roomlet_failed_lookups_total, ' +
  '--lookup-burst and --lookup-rate.';

/** A service that runs. */
export interface Service {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Drains: tells clients, keeps everything, lets go of port and files. */
  stop(): Promise<void>;
}

/**
 * Starts a service. The one place that names implementations.
 * @throws an Error whose message tells the operator what to do.
 */
export async function startService(settings: Settings): Promise<Service> {
  const log = createLog(settings.logLevel);
  const exposed = shield(settings.data);
  if (exposed) {
    log.warn(
      `Other users of this machine may look into ${settings.data}: ${exposed}. chmod 700 it.`,
    );
  }
  const server = new Server();
  let rooms: Rooms | undefined;
  let storageUp = true;
  const engine = await openEngine(settings, {
    onFailure(error) {
      storageUp = false;
      server.able = false;
      const advice = 'Free space or mend the disk; the service goes on by itself.';
      log.error(`${error.message}. Nothing is acked until it can be written again. ${advice}`);
      // What rooms and clients believe may not be what was kept. As after a crash, all start anew.
      rooms?.abandon();
      server.drop('The storage failed. Come back soon.');
    },
    onRecovered() {
      storageUp = true;
      server.able = true;
      log.info('storage can be written again: ready');
    },
    onUncompacted(reason) {
      const advice = 'Run roomlet check. It is tried again in an hour, and at each start.';
      log.warn(
        `The data files could not be compacted: ${reason}. Deleted text may still be in them. ${advice}`,
      );
    },
  });
  const later = (work: () => void) => setTimeout(work, PAGE_REST);
  const pace = new Paced({ atOnce: PAGES_AT_ONCE, later });
  rooms = new Rooms(engine, roomSettings(settings), server, systemClock, pace);
  const visitors = new Visitors({
    rates: visitorRates(settings),
    now: systemClock.now,
    onLookupsUsedUp: () => log.warn(LOOKUPS_USED_UP),
  });
  const exports = exportsOf(settings);
  const metrics = new Metrics(
    {
      connections: () => server.connections,
      unjoined: () => connections.unjoined,
      liveRooms: () => rooms?.live ?? 0,
      exports: () => exports.size,
      storage: () => storageUp,
      failedLookups: () => visitors.failedLookups,
    },
    UPGRADE_REFUSALS,
  );
  const connections = new Connections({
    rules: connectionRules(settings),
    now: systemClock.now,
    onRefusal: (reason) => metrics.refusedUpgrade(reason),
  });
  const report = (error: unknown) => {
    metrics.unexpectedError();
    log.error({ err: error }, 'unexpected error');
  };
  const descriptors = descriptorLimit();
  const mostConnections = connectionLimit(settings.connections, descriptors);
  if (descriptors < MODEST_DESCRIPTORS) {
    log.warn(
      `The process may have ${descriptors} files open, so ${mostConnections} connections. Raise that: ulimit -n 65536, or LimitNOFILE.`,
    );
  }
  try {
    const port = await server.listen(settings.host, settings.port, {
      rooms,
      report,
      schema: commandSchema(rooms.settings.limits),
      clock: systemClock,
      visitors,
      joinedWithin: settings.joinedWithin,
      refusedJoins: settings.refusedJoins,
      sources: sourcesOf(settings, log),
      connections,
      mostConnections,
      onFull: (open) => log.warn({ connections: open }, 'full: new connections get 503'),
      bodies: new Bodies(
        {
          bytes: settings.bodyBytes,
          perAddress: settings.bodiesPerAddress,
          atOnce: settings.bodiesAtOnce,
        },
        systemClock,
      ),
      exports,
      exportReader: { bytesPerSecond: settings.exportPace, over: EXPORT_STRETCH },
      onExportCut: () => metrics.cutExport(),
      backlogBytes: settings.backlogBytes,
      assets: findAssets(log),
      figures: {
        onLoopback: settings.metrics === 'loopback',
        token: settings.metricsToken,
        render: async () => ({
          status: 200,
          headers: { 'Content-Type': metrics.contentType },
          body: await metrics.text(),
        }),
        now: systemClock.now,
        report,
      },
      figuresAt: typeof settings.metrics === 'string' ? undefined : settings.metrics,
    });
    log.info({ host: settings.host, port, data: settings.data }, 'listening');
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
    return {
      url: `http://${host}:${port}`,
      stop: async () => {
        log.info({ connections: server.connections }, 'draining');
        await server.drain(settings.drain, systemClock);
        await rooms.close();
        await engine.close();
        server.close();
        log.info('stopped');
      },
    };
  } catch (error) {
    await rooms.close();
    await engine.close();
    throw error;
  }
}

async function openEngine(settings: Settings, events: StorageEvents) {
  const { data: folder, durability, logMessages, logLength } = settings;
  try {
    return await EmbeddedEngine.open({ folder, durability, logMessages, logLength, ...events });
  } catch (error) {
    if (error instanceof FolderInUse) {
      throw new Error(`${error.message} Stop it, or choose another: --data.`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The data folder ${folder} can't be used: ${reason}`);
  }
}

function roomSettings(settings: Settings): RoomSettings {
  const { seatGrace, roomGrace, slowModeMax, ...rest } = settings;
  return {
    limits: { ...rest, slowModeMs: slowModeMax },
    sends: perSecond(settings.sendBurst, settings.sendRate),
    amends: perSecond(settings.amendBurst, settings.amendRate),
    renames: { burst: settings.renameBurst, refill: settings.renameRate, per: MINUTE },
    typing: perSecond(settings.typingRate),
    reads: perSecond(settings.readRate),
    presence: perSecond(settings.presenceRate),
    httpReads: perSecond(settings.httpReadBurst, settings.httpReadRate),
    commands: perSecond(settings.commandBurst, settings.commandRate),
    connectionsPerSeat: settings.connectionsPerSeat,
    toggles: { burst: settings.toggleBurst, refill: settings.toggleRate, per: MINUTE },
    passwords: {
      rate: { burst: settings.passwordRate, refill: settings.passwordRate, per: 60_000 },
      perAddress: settings.passwordsPerAddress,
      perRoom: settings.passwordsPerRoom,
      inAll: settings.passwordsInAll,
    },
    seatGrace,
    roomGrace,
  };
}

function visitorRates(settings: Settings): VisitorRates {
  return {
    joins: per(MINUTE, settings.joinRate),
    guesses: per(MINUTE, settings.guessRate),
    badFrames: per(MINUTE, settings.badFrameRate),
    rooms: per(HOUR, settings.createRate),
    httpReads: perSecond(settings.addressReadBurst, settings.addressReadRate),
    lookups: perSecond(settings.lookupBurst, settings.lookupRate),
  };
}

const MINUTE = 60_000;
const HOUR = 3_600_000;

function connectionRules(settings: Settings): ConnectionRules {
  return {
    perAddress: settings.connectionsPerAddress,
    unjoined: settings.unjoinedConnections,
    upgrades: perSecond(settings.upgradeBurst, settings.upgradeRate),
    allUpgrades: perSecond(settings.serviceUpgradeBurst, settings.serviceUpgradeRate),
    connects: perSecond(settings.connectBurst, settings.connectRate),
  };
}

function exportsOf({ exportsAtOnce, exportsPerSeat }: Settings): Exports {
  return new Exports({
    rules: {
      atOnce: exportsAtOnce,
      perSeat: per(HOUR, exportsPerSeat),
    },
    now: systemClock.now,
    pace: new Paced({ atOnce: 1, later: (work) => setTimeout(work, EXPORT_REST) }),
  });
}

function sourcesOf(settings: Settings, log: Logger): Sources {
  const { allowOrigin, allowLocalhost, publicUrl, trustProxy } = settings;
  return new Sources({
    proxies: new Proxies(trustProxy),
    origins: new Origins({
      allowed: allowOrigin,
      publicUrls: publicUrl,
      localhost: allowLocalhost,
    }),
    hosts: new Hosts(publicUrl),
    onUntrustedProxy: () =>
      log.warn(
        'A request came with X-Forwarded-For, and no proxy is trusted: all who come through it count as one address. If it is your own proxy, say so: --trust-proxy.',
      ),
  });
}

function perSecond(burst: number, refill = burst): Rate {
  return { burst, refill, per: 1_000 };
}

/** As many at once as come in all that time. */
function per(time: number, amount: number): Rate {
  return { burst: amount, refill: amount, per: time };
}

/** The widget's built files, from its package, and the demo page, from this one. */
function findAssets(log: Logger): Assets {
  const assets = new Assets();
  const widget = createRequire(import.meta.url).resolve('@roomlet/widget/package.json');
  assets.add(join(dirname(widget), 'dist', 'site'), '/');
  const demo = join(dirname(fileURLToPath(import.meta.url)), 'demo');
  assets.add(demo, '/demo/', { 'index.html': '/' });
  if (!assets.get('/widget.js', '', '')) log.warn('the widget is not built: npm run build');
  return assets;
}
