import type { HttpRequest, HttpResponse } from 'uWebSockets.js';
import { type Answer, failureAnswer } from './exchange.js';
import type { Hosts } from './hosts.js';
import type { Origins } from './origins.js';
import type { Proxies } from './proxies.js';

/** Where a request comes from, and whether the service listens to it at all. */
export interface Source {
  /** The visitor's address. */
  readonly address: string;
  /** The Origin header; empty when there is none. */
  readonly origin: string;
  /** What to answer instead of looking at the request. */
  readonly refusal: Answer | undefined;
}

export const FOREIGN_ORIGIN = failureAnswer({
  code: 'forbidden',
  message:
    'Pages of this origin may not use this service. Its operator can add it: --allow-origin.',
});

/** A name that somebody else's DNS leads here must not make a page of theirs one of the service's. */
export const FOREIGN_HOST: Answer = {
  ...failureAnswer({
    code: 'bad_request',
    message: 'The service is not known by this host name. Its operator can add it: --public-url.',
  }),
  status: 421,
};

export interface SourcesContext {
  readonly proxies: Proxies;
  readonly origins: Origins;
  readonly hosts: Hosts;
  /** Told of the first request that came through a proxy, while none is trusted. */
  onUntrustedProxy(): void;
}

/** Reads the sources of requests. To be asked before the first await of a request. */
export class Sources {
  readonly #context: SourcesContext;
  #hasWarned = false;

  constructor(context: SourcesContext) {
    this.#context = context;
  }

  of(res: HttpResponse, req: HttpRequest): Source {
    const origin = req.getHeader('origin');
    return { address: this.#addressOf(res, req), origin, refusal: this.#refusal(req, origin) };
  }

  /** Whether connections from this address bear other people's requests. */
  isProxy(peer: string): boolean {
    return this.#context.proxies.trusts(peer);
  }

  /** Whether a request names the service by one of its names. */
  knowsHost(req: HttpRequest): boolean {
    return this.#context.hosts.has(req.getHeader('host'));
  }

  #refusal(req: HttpRequest, origin: string): Answer | undefined {
    const { origins } = this.#context;
    const host = req.getHeader('host');
    if (!this.knowsHost(req)) return FOREIGN_HOST;
    if (!origins.allow(origin, host)) return FOREIGN_ORIGIN;
    // A page can make its visitor's browser ask by an image, say, and such a request has no Origin.
    // Nobody reads the answer, but what it asks in vain would be charged to the visitor.
    const site = req.getHeader('sec-fetch-site');
    return !origin && (site === 'cross-site' || site === 'same-site') ? FOREIGN_ORIGIN : undefined;
  }

  #addressOf(res: HttpResponse, req: HttpRequest): string {
    const { proxies, onUntrustedProxy } = this.#context;
    const peer = peerOf(res);
    if (proxies.trusted) {
      const lines: string[] = [];
      // Not getHeader, which gives the first line: some proxies add theirs as another one.
      req.forEach((name, value) => {
        if (name === 'x-forwarded-for') lines.push(value);
      });
      return proxies.visitor(peer, lines.join(','));
    }
    if (!this.#hasWarned && req.getHeader('x-forwarded-for') !== '') {
      this.#hasWarned = true;
      onUntrustedProxy();
    }
    return proxies.visitor(peer, '');
  }
}

/** The other end of the connection: a visitor, or a proxy. */
export function peerOf(res: HttpResponse): string {
  return Buffer.from(res.getRemoteAddressAsText()).toString();
}
