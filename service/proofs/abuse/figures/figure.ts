import { Bystander, type Watched } from '../kit/bystander.js';
import { MeasuredService, type ServiceOptions } from '../kit/service.js';

/** What a figure says, in the order of the table: what was measured, and the value in words. */
export type Said = readonly (readonly [what: string, value: string])[];

export interface Measurement {
  readonly said: Said;
  /** What its test holds it against. */
  readonly values: Readonly<Record<string, number | boolean>>;
}

/** One of the eight figures: an abuse, made to a build, and what became of the service. */
export interface Figure {
  readonly name: string;
  readonly measure: (cli: string) => Promise<Measurement>;
}

export interface Scene {
  readonly service: MeasuredService;
  readonly url: string;
  readonly bystander: Bystander;
  readonly quiet: Watched;
}

/** Starts a build, lets people talk in another room, and ends both whatever comes of it. */
export async function withService(
  cli: string,
  options: ServiceOptions,
  act: (scene: Scene) => Promise<Measurement>,
): Promise<Measurement> {
  const service = await MeasuredService.start(cli, options);
  let bystander: Bystander | undefined;
  try {
    bystander = await Bystander.start(service.url);
    const quiet = await bystander.rest();
    return await act({ service, url: service.url, bystander, quiet });
  } finally {
    await bystander?.stop();
    await service.remove();
  }
}
