/** Which pages may talk to the service: by the Origin header that browsers send and pages can't set. */
export class Origins {
  readonly #all: boolean;
  readonly #listed: ReadonlySet<string>;

  /** @param allowed origins beside the service's own and localhost; `*` for all. */
  constructor(allowed: readonly string[]) {
    this.#all = allowed.includes('*');
    this.#listed = new Set(allowed);
  }

  /**
   * @param origin the Origin header; empty or undefined for whoever is no browser.
   * @param host the Host header: what the service is called from outside.
   */
  allow(origin: string | undefined, host: string): boolean {
    if (!origin || this.#all || this.#listed.has(origin)) return true;
    if (!URL.canParse(origin)) return false;
    const url = new URL(origin);
    if (url.origin !== origin) return false;
    return url.host === host || isLocal(url.hostname);
  }
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
