import type { HttpRequest, HttpResponse, TemplatedApp } from 'uWebSockets.js';
import type { Clock } from '../room/clock.js';
import type { Exports } from '../room/exports.js';
import type { Refusal } from '../room/refusal.js';
import type { Rooms } from '../room/rooms.js';
import { type FailureReport, failureFor } from '../session/failure.js';
import { type Caller, Requests } from '../session/requests.js';
import type { Visitors } from '../session/visitors.js';
import type { Bodies } from './bodies.js';
import { type Download, fileDownload, writeOut } from './download.js';
import {
  type Answer,
  bearerOf,
  decodeParam,
  failureAnswer,
  jsonAnswer,
  parseJson,
  queryOf,
  respond,
} from './exchange.js';
import { NOT_FOUND } from './files.js';
import type { ReaderRule } from './reader-pace.js';
import type { Sources } from './sources.js';

export interface RoutesContext {
  readonly rooms: Rooms;
  readonly visitors: Visitors;
  readonly sources: Sources;
  readonly bodies: Bodies;
  readonly exports: Exports;
  /** How fast whoever asked for an export must take it. */
  readonly exportReader: ReaderRule;
  readonly clock: Clock;
  readonly report: FailureReport;
  /** Whether a connection is to be let go after its answer. */
  isCrowded(): boolean;
  /** Told when an export is cut off for its reader's sake. */
  onExportCut(): void;
}

/** What a route makes of a request: who asks, and the JSON of the body or the query. */
type Route = (caller: Caller, input: unknown) => Promise<Answer | Download>;

/** Bytes of a refused body that are awaited, so that its sender gets to read the answer. */
const LONGEST_UNREAD = 1_048_576;

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
    on(async (caller, query) => {
      const { network } = caller.visitor;
      const file = await requests.exportRoom(caller, query, (order) =>
        context.exports.begin({ ...order, network }),
      );
      return fileDownload(file);
    }),
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

function serve(res: HttpResponse, req: HttpRequest, route: Route, context: RoutesContext): void {
  // All that is needed of the request, copied: it is dead after this turn.
  const { address, origin, refusal } = context.sources.of(res, req);
  const token = bearerOf(req);
  const visitor = context.visitors.at(address);
  const room = decodeParam(req.getParameter(0) ?? '');
  const method = req.getMethod();
  const length = req.getHeader('content-length');
  const isChunked = req.getHeader('transfer-encoding') !== '';
  const query = queryOf(req);
  const gone = new AbortController();
  res.onAborted(() => gone.abort());
  // Not read when nobody will wait for it: a rejection unheard would end the process.
  const hasBody = method === 'post' && !refusal;
  const cut = ({ failure }: Refusal) => {
    const answer = failureAnswer(failure);
    respond(res, origin ? withCors(answer, origin) : answer, { isLast: true });
    gone.abort();
  };
  const body = hasBody
    ? context.bodies.read(res, { address, length, gone: gone.signal, cut })
    : undefined;
  let isBodyRead = false;

  const answer = async (): Promise<Answer | Download> => {
    if (refusal) return refusal;
    const bytes = await body;
    isBodyRead = true;
    const input = bytes ? parseJson(bytes) : query;
    return route({ visitor, room, token, gone: gone.signal }, input);
  };
  answer()
    .catch((error: unknown) => failureAnswer(failureFor(error, context.report)))
    .then((done) => {
      if (gone.signal.aborted) {
        if ('pieces' in done) done.pieces.end();
        return;
      }
      const answered = !refusal && origin ? withCors(done, origin) : done;
      if ('pieces' in answered) {
        const { clock, exportReader: rule, onExportCut: onCut } = context;
        return writeOut(res, answered, { gone: gone.signal, rule, clock, onCut });
      }
      // What still comes of a body that nobody reads is let come, if it has an end in sight.
      const isEndless = isChunked || Number(length) > LONGEST_UNREAD;
      const isLast = context.isCrowded() || (method === 'post' && !isBodyRead && isEndless);
      respond(res, answered, { headOnly: method === 'head', isLast });
    })
    // Too late for an answer; but what nobody expected is told.
    .catch((error: unknown) => failureFor(error, context.report));
}

function withCors<A extends Answer | Download>(answer: A, origin: string): A {
  const headers = { ...answer.headers, 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
  return { ...answer, headers };
}
