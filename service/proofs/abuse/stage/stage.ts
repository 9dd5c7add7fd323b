import type { BareClient, OpenOptions } from '../../../conformance/bare-client.js';
import { ROOMY, type Service, startService } from '../../../conformance/harness.js';
import { type CreatedRoom, json } from '../../../conformance/http.js';
import { buildUnderTest, flagsKnownTo } from '../kit/build.js';
import { Bystander } from '../kit/bystander.js';
import { EASY } from './easy.js';

export interface StageOptions {
  readonly flags?: readonly string[];
  readonly env?: Record<string, string>;
  /** The service's own limits, for cases about them; else rates are out of the way. */
  readonly defaults?: boolean;
}

/** A visitor's address as the proxy in front would report it. */
export interface From {
  readonly headers: { readonly 'x-forwarded-for': string };
}

export function from(address: string): From {
  return { headers: { 'x-forwarded-for': address } };
}

/** The built service, a bystander in another room, and as many addresses as a group needs. */
export class Stage {
  #addresses = 0;

  private constructor(
    readonly service: Service,
    readonly bystander: Bystander,
  ) {}

  static async start({ flags = [], env, defaults = false }: StageOptions): Promise<Stage> {
    const all = ['--trust-proxy', ...(defaults ? [] : [...EASY, ...ROOMY]), ...flags];
    const service = await startService({
      flags: flagsKnownTo(buildUnderTest(), all),
      ...(env && { env }),
    });
    try {
      const bystander = await Bystander.start(service.url);
      await bystander.rest();
      return new Stage(service, bystander);
    } catch (error) {
      await service.remove();
      throw error;
    }
  }

  get url(): string {
    return this.service.url;
  }

  /** An address that nobody came from yet. */
  address(): string {
    this.#addresses += 1;
    const n = this.#addresses;
    return `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
  }

  from(address = this.address()): From {
    return from(address);
  }

  open(address = this.address(), options: OpenOptions = {}): Promise<BareClient> {
    return this.service.open({
      ...options,
      headers: { ...options.headers, ...from(address).headers },
    });
  }

  /** A new room, made from an address of its own. */
  room(body: object = {}): Promise<CreatedRoom> {
    return json(this.url, '/v1/rooms', { body, ...this.from() });
  }

  async remove(): Promise<void> {
    await this.bystander.stop();
    await this.service.remove();
  }
}
