import fc from 'fast-check';

/** Inputs to each subject; `npm run fuzz` asks for ten times as many. */
export const INPUTS = Number(process.env.FUZZ_INPUTS ?? 20_000);

/** A run is repeated with the seed that it printed: `FUZZ_SEED=… npx vitest run --project fuzz`. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() & 0x7fffffff);

/** Puts inputs to a subject until it fails or the number is reached; the seed is printed. */
export function put<T>(what: string, inputs: fc.Arbitrary<T>, holds: (input: T) => void): void {
  console.info(`fuzz: ${INPUTS.toLocaleString('en')} ${what}, seed ${SEED}`);
  fc.assert(
    fc.property(inputs, (input) => holds(input)),
    { numRuns: INPUTS, seed: SEED },
  );
}

/** Inputs for a subject that answers later, such as a service: all at once from one seed. */
export function sample<T>(what: string, inputs: fc.Arbitrary<T>, share = 1): T[] {
  const numRuns = Math.ceil(INPUTS * share);
  console.info(`fuzz: ${numRuns.toLocaleString('en')} ${what}, seed ${SEED}`);
  return fc.sample(inputs, { numRuns, seed: SEED });
}
