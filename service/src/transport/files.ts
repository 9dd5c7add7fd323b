import type { TemplatedApp } from 'uWebSockets.js';
import type { Assets } from './assets.js';
import { type Answer, failureAnswer, respond } from './exchange.js';
import { FOREIGN_HOST, type Sources } from './sources.js';

export const NOT_FOUND: Answer = failureAnswer({
  code: 'not_found',
  message: 'There is nothing here. See docs/reference/protocol.md for what is.',
});

export interface FilesContext {
  readonly assets: Assets;
  readonly sources: Sources;
  /** Whether a connection is to be let go after its answer. */
  isCrowded(): boolean;
}

/** Serves the static files, and says of everything else that it isn't there. */
export function addFiles(app: TemplatedApp, { assets, sources, isCrowded }: FilesContext): void {
  app.any('/*', (res, req) => {
    const method = req.getMethod();
    const manner = { headOnly: method === 'head', isLast: isCrowded() };
    if (!sources.knowsHost(req)) {
      respond(res, FOREIGN_HOST, manner);
      return;
    }
    const accepts = req.getHeader('accept-encoding');
    const answer = assets.get(req.getUrl(), accepts, req.getHeader('if-none-match'));
    const served = method === 'get' || method === 'head' ? answer : undefined;
    respond(res, served ?? NOT_FOUND, manner);
  });
}
