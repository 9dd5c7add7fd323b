import type { Browser } from 'playwright-core';
import { type Service, startService } from '../../service/conformance/harness.js';
import { launchBrowser, type Visitor, visit } from './browser.js';
import { type Site, type SiteOptions, startSite } from './site.js';

export interface WorldOptions {
  /** Settings of the service, as on the command line. */
  flags?: readonly string[];
  /** What the site serves, once the service's address is known. */
  site: (serviceUrl: string) => SiteOptions;
}

/**
 * The whole product as its users meet it: a service, a website of another origin that embeds it,
 * and a browser. Start one in `beforeAll`, close it in `afterAll`.
 */
export class World {
  private constructor(
    readonly service: Service,
    readonly site: Site,
    readonly browser: Browser,
  ) {}

  static async start({ flags = [], site }: WorldOptions): Promise<World> {
    const service = await startService({ flags });
    return new World(service, await startSite(site(service.url)), await launchBrowser());
  }

  /** A new person on the site: nothing stored, nothing shared with the others. */
  visit(path = '/', options: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
    return visit(this.browser, `${this.site.url}${path}`, options);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.site.close();
    await this.service.remove();
  }
}
