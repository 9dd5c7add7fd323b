import { cpus, totalmem } from 'node:os';

/** What a bench says, in one form: the machine, the claim, the figure, the control. */

export function printMachine(): void {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(
    `machine: ${cpus().length} × ${cpu?.model ?? 'CPU'}, ${memory} GiB, Node ${process.version}, ${process.platform}`,
  );
}

/** A claim and whether the figure keeps it. @returns whether it does. */
export function printClaim(claim: string, figure: string, kept: boolean): boolean {
  console.log(`${kept ? 'kept  ' : 'BROKEN'}  ${claim}: ${figure}`);
  return kept;
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
