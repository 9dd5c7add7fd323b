/** What may be wrong with a log or a view of it. */
export const WRONGS = ['lost', 'duplicated', 'reordered', 'altered', 'broken'] as const;
export type Wrong = (typeof WRONGS)[number];

/** How many of each kind are told in words. */
const TOLD = 5;

/** What was found wrong, counted, the first few of each kind with what happened. */
export class Findings {
  readonly count: Record<Wrong, number> = {
    ...{ lost: 0, duplicated: 0, reordered: 0, altered: 0, broken: 0 },
  };
  readonly told: string[] = [];

  add(wrong: Wrong, what: string): void {
    this.count[wrong] += 1;
    if (this.count[wrong] <= TOLD) this.told.push(`${wrong}: ${what}`);
  }

  get none(): boolean {
    return WRONGS.every((wrong) => this.count[wrong] === 0);
  }
}
