import type { HttpRequest, HttpResponse, TemplatedApp } from 'uWebSockets.js';
import { createHash, timingSafeEqual } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { FailureReport } from '../session/failure.js';
import { type Answer, bearerOf, respond } from './exchange.js';
import { hostnameOf, isLoopbackName } from './hosts.js';
import { peerOf } from './sources.js';

/** How long a rendering of the figures is good, ms: making one costs as much as many messages. */
const FRESH = 1_000;

/** What proxies add to the requests they pass on: with it, the asker isn't on this machine. */
const FORWARDING = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

export interface FiguresContext {
  /** Whether whoever asks from this machine gets them. */
  readonly onLoopback: boolean;
  /** With it they are given to anybody; empty: there is none. */
  readonly token: string;
  readonly render: () => Promise<Answer>;
  /** ms. */
  readonly now: () => number;
  readonly report: FailureReport;
}

/** `GET /metrics`, for those it is meant for; to all others there is nothing there. */
export class Figures {
  readonly #context: FiguresContext;
  #rendered: Promise<Answer> | undefined;
  #renderedAt = 0;

  constructor(context: FiguresContext) {
    this.#context = context;
  }

  /** @param isOpen whether everybody who reaches this app is meant. */
  add(app: TemplatedApp, isOpen: boolean): void {
    app.get('/metrics', (res, req) => {
      if (!isOpen && !this.#isMeantFor(res, req)) {
        // On to what answers for every path that isn't there.
        req.setYield(true);
        return;
      }
      let aborted = false;
      res.onAborted(() => {
        aborted = true;
      });
      this.#answer().then((answer) => aborted || respond(res, answer), this.#context.report);
    });
  }

  #isMeantFor(res: HttpResponse, req: HttpRequest): boolean {
    const { token, onLoopback } = this.#context;
    const shown = bearerOf(req);
    if (token !== '' && shown !== undefined && isSame(shown, token)) return true;
    if (!onLoopback || !isLoopback(peerOf(res))) return false;
    // A page whose name leads to this machine could read them in its operator's browser.
    const host = hostnameOf(req.getHeader('host'));
    return isLoopbackName(host) && FORWARDING.every((name) => req.getHeader(name) === '');
  }

  #answer(): Promise<Answer> {
    const now = this.#context.now();
    if (!this.#rendered || Math.abs(now - this.#renderedAt) >= FRESH) {
      this.#renderedAt = now;
      this.#rendered = this.#context.render();
    }
    return this.#rendered;
  }
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

/** Compared as hashes, so that neither length nor time tells anything of the token. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
