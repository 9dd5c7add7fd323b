export interface OriginRules {
  /** Origins beside the service's own; `https://*.shop.example` for all below; `*` for all. */
  readonly allowed: readonly string[];
  /** Where the service is reached from outside. None: wherever the Host header says. */
  readonly publicUrls: readonly string[];
  /** Whether pages of the visitor's own machine are good. */
  readonly localhost: boolean;
}

/** An origin pattern: what comes before the star, and what follows it. */
interface Pattern {
  readonly scheme: string;
  readonly ending: string;
}

/** Which pages may talk to the service: by the Origin header that browsers send and pages can't set. */
export class Origins {
  readonly #all: boolean;
  readonly #listed: ReadonlySet<string>;
  readonly #patterns: readonly Pattern[];
  readonly #own: ReadonlySet<string> | undefined;
  readonly #localhost: boolean;

  constructor({ allowed, publicUrls, localhost }: OriginRules) {
    this.#all = allowed.includes('*');
    this.#listed = new Set(allowed);
    this.#patterns = allowed.flatMap((one) => {
      const [, scheme, ending] = /^(https?:\/\/)\*(\..+)$/.exec(one) ?? [];
      return scheme && ending ? { scheme, ending } : [];
    });
    this.#own =
      publicUrls.length > 0 ? new Set(publicUrls.map((url) => new URL(url).origin)) : undefined;
    this.#localhost = localhost;
  }

  /**
   * @param origin the Origin header; empty or undefined when no browser sent it.
   * @param host the Host header: what the service is called from outside.
   */
  allow(origin: string | undefined, host: string): boolean {
    if (!origin) return true;
    if (origin === 'null') return this.#all || this.#listed.has(origin);
    if (!URL.canParse(origin)) return false;
    const url = new URL(origin);
    if (url.origin !== origin || !/^https?:$/.test(url.protocol)) return false;
    if (this.#all || this.#listed.has(origin) || this.#matches(origin)) return true;
    if (this.#own?.has(origin) ?? url.host === host) return true;
    return this.#localhost && isLocal(url.hostname);
  }

  #matches(origin: string): boolean {
    return this.#patterns.some(({ scheme, ending }) => {
      if (!origin.startsWith(scheme) || !origin.endsWith(ending)) return false;
      // One label at least in the place of the star: never the name itself.
      return origin.length > scheme.length + ending.length;
    });
  }
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
