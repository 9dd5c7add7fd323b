import type { HttpRequest, HttpResponse, TemplatedApp } from 'uWebSockets.js';
import type { Rooms } from '../room/rooms.js';
import { type FailureReport, failureFor } from '../session/failure.js';
import { type Caller, Requests } from '../session/requests.js';
import type { Visitors } from '../session/visitors.js';
import { addressOf } from './address.js';
import { type Download, fileDownload, writeOut } from './download.js';
import {
  type Answer,
  bearerOf,
  decodeParam,
  failureAnswer,
  jsonAnswer,
  parseJson,
  queryOf,
  readBody,
  respond,
} from './exchange.js';
import type { Origins } from './origins.js';

export interface RoutesContext {
  readonly rooms: Rooms;
  readonly visitors: Visitors;
  readonly origins: Origins;
  readonly trustProxy: boolean;
  readonly report: FailureReport;
}

/** What a route makes of a request: who asks, and the JSON of the body or the query. */
type Route = (caller: Caller, input: unknown) => Promise<Answer | Download>;

const PREFLIGHT: Answer = {
  status: 204,
  headers: {
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    // A page's own monitoring may add whatever headers it likes; the star is not for the first.
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, *',
    'Access-Control-Max-Age': '86400',
  },
};

/** The `/v1` interface over HTTP. */
export function addRoutes(app: TemplatedApp, context: RoutesContext): void {
  const requests = new Requests(context.rooms);
  const on = (route: Route) => (res: HttpResponse, req: HttpRequest) =>
    serve(res, req, route, context);

  app.post(
    '/v1/rooms',
    on(async ({ visitor }, body) => jsonAnswer(201, await requests.createRoom(visitor, body))),
  );
  app.get(
    '/v1/rooms/:code',
    on(async (caller) => jsonAnswer(200, await requests.facts(caller))),
  );
  app.post(
    '/v1/rooms/:code/seats',
    on(async (caller, body) => jsonAnswer(201, await requests.takeSeat(caller, body))),
  );
  app.get(
    '/v1/rooms/:code/events',
    on(async (caller, query) => jsonAnswer(200, await requests.readEvents(caller, query))),
  );
  app.post(
    '/v1/rooms/:code/messages',
    on(async (caller, body) => jsonAnswer(201, await requests.postMessage(caller, body))),
  );
  app.get(
    '/v1/rooms/:code/export',
    on(async (caller, query) => fileDownload(await requests.exportRoom(caller, query))),
  );
  app.del(
    '/v1/rooms/:code',
    on(async (caller) => {
      await requests.eraseRoom(caller);
      return { status: 204 };
    }),
  );
  app.options(
    '/v1/*',
    on(async () => PREFLIGHT),
  );
  app.any(
    '/v1/*',
    on(async () => NOT_FOUND),
  );
}

export const NOT_FOUND = failureAnswer({
  code: 'not_found',
  message: 'There is nothing here. See docs/reference/protocol.md for what is.',
});

function serve(res: HttpResponse, req: HttpRequest, route: Route, context: RoutesContext): void {
  // All that is needed of the request, copied: it is dead after this turn.
  const origin = req.getHeader('origin');
  const allowed = context.origins.allow(origin, req.getHeader('host'));
  const token = bearerOf(req);
  const visitor = context.visitors.at(addressOf(res, req, context.trustProxy));
  const room = decodeParam(req.getParameter(0) ?? '');
  const method = req.getMethod();
  const query = queryOf(req);
  const gone = new AbortController();
  res.onAborted(() => gone.abort());
  const { bodyBytes } = context.rooms.settings.limits;
  // Not read when nobody will wait for it: a rejection unheard would end the process.
  const body = method === 'post' && allowed ? readBody(res, bodyBytes) : undefined;

  const answer = async (): Promise<Answer | Download> => {
    if (!allowed) return FOREIGN_ORIGIN;
    return route({ visitor, room, token, gone: gone.signal }, body ? parseJson(await body) : query);
  };
  answer()
    .catch((error: unknown) => failureAnswer(failureFor(error, context.report)))
    .then((done) => {
      if (gone.signal.aborted) return;
      const answered = allowed && origin ? withCors(done, origin) : done;
      if ('pieces' in answered) return writeOut(res, answered, gone.signal);
      respond(res, answered, method === 'head');
    })
    // Too late for an answer; but what nobody expected is told.
    .catch((error: unknown) => failureFor(error, context.report));
}

export const FOREIGN_ORIGIN = failureAnswer({
  code: 'forbidden',
  message:
    'Pages of this origin may not use this service. Its operator can add it: --allow-origin.',
});

function withCors<A extends Answer | Download>(answer: A, origin: string): A {
  const headers = { ...answer.headers, 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
  return { ...answer, headers };
}
