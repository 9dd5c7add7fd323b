/** The names the service is reached by, as its operator says, so that no other name leads to it. */
export class Hosts {
  readonly #names: ReadonlySet<string>;

  /** @param publicUrls where the service is reached from outside; none: under any name. */
  constructor(publicUrls: readonly string[]) {
    this.#names = new Set(publicUrls.map((url) => new URL(url).hostname));
  }

  /** @param host a Host header. */
  has(host: string): boolean {
    if (this.#names.size === 0) return true;
    const name = hostnameOf(host);
    return this.#names.has(name) || isLoopbackName(name);
  }
}

/** The name in a Host header, without its port; empty for what is none. */
export function hostnameOf(host: string): string {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return '';
  const { hostname, username, pathname } = new URL(url);
  return username === '' && pathname === '/' ? hostname.replace(/\.$/, '') : '';
}

/** Whether a host's name can only mean the machine that asks. */
export function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
