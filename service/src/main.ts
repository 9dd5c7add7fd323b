import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandSchema } from '@roomlet/sdk/protocol';
import type { Settings } from './config/settings.js';
import { EmbeddedEngine } from './engine/embedded/embedded.js';
import { FolderInUse } from './engine/embedded/folder-lock.js';
import type { StorageEvents } from './engine/embedded/storage.js';
import type { Rate } from './limits/bucket.js';
import { Paced } from './limits/pace.js';
import { systemClock } from './room/clock.js';
import { Rooms } from './room/rooms.js';
import type { RoomSettings } from './room/settings.js';
import { Visitors } from './session/visitors.js';
import { createLog, type Logger } from './telemetry/log.js';
import { Metrics } from './telemetry/metrics.js';
import { Assets } from './transport/assets.js';
import { Origins } from './transport/origins.js';
import { Server } from './transport/server.js';

/**
 * Joins and pages of history that are worked on at a time, and the rest after each, ms: a crowd that
 * comes back gets about a third of the time of the loop, and messages the rest of it. With turns
 * alone, and no rest, they waited for three times as long as before the crowd came.
 */
const PAGES_AT_ONCE = 2;
const PAGE_REST = 2;

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
  const pace = new Paced(PAGES_AT_ONCE, (work) => setTimeout(work, PAGE_REST));
  rooms = new Rooms(engine, roomSettings(settings), server, systemClock, pace);
  const metrics = new Metrics({
    connections: () => server.connections,
    openRooms: () => rooms.size,
    storage: () => storageUp,
  });
  const report = (error: unknown) => {
    metrics.unexpectedError();
    log.error({ err: error }, 'unexpected error');
  };
  try {
    const port = await server.listen(settings.host, settings.port, {
      rooms,
      report,
      schema: commandSchema(rooms.settings.limits),
      clock: systemClock,
      visitors: new Visitors(
        {
          joins: { burst: settings.joinRate, refill: settings.joinRate, per: 60_000 },
          guesses: { burst: settings.guessRate, refill: settings.guessRate, per: 60_000 },
          rooms: { burst: settings.createRate, refill: settings.createRate, per: 3_600_000 },
        },
        systemClock.now,
      ),
      origins: new Origins(settings.allowOrigin),
      trustProxy: settings.trustProxy,
      backlogBytes: settings.backlogBytes,
      assets: findAssets(log),
      metrics: async () => ({
        status: 200,
        headers: { 'Content-Type': metrics.contentType },
        body: await metrics.text(),
      }),
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
  const { data, durability, logLength } = settings;
  try {
    return await EmbeddedEngine.open({ folder: data, durability, logLength, ...events });
  } catch (error) {
    if (error instanceof FolderInUse) {
      throw new Error(`${error.message} Stop it, or choose another: --data.`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The data folder ${data} can't be used: ${reason}`);
  }
}

function roomSettings(settings: Settings): RoomSettings {
  const { seatGrace, roomGrace, slowModeMax, ...rest } = settings;
  return {
    limits: { ...rest, slowModeMs: slowModeMax },
    sends: perSecond(settings.sendBurst, settings.sendRate),
    commands: perSecond(settings.commandBurst, settings.commandRate),
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

function perSecond(burst: number, refill: number): Rate {
  return { burst, refill, per: 1_000 };
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
