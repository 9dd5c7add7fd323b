import { cpus } from 'node:os';
import type { Figure, Measurement } from './figure.js';

/** A build's column: its heading, and what was measured of each figure. */
export interface Column {
  readonly heading: string;
  readonly measured: ReadonlyMap<Figure, Measurement | Error>;
}

export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} cores, ${first?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}`;
}

/** The figures as a Markdown table with a column for each build. */
export function tableOf(figures: readonly Figure[], columns: readonly Column[]): string {
  const head = ['', 'measured', ...columns.map(({ heading }) => heading)];
  const rows = figures.flatMap((figure) => {
    const cells = columns.map(({ measured }) => measured.get(figure));
    const lines = cells.map((cell) => (cell instanceof Error || !cell ? [] : cell.said));
    const whats = lines.reduce((longest, one) => (one.length > longest.length ? one : longest), []);
    if (whats.length === 0)
      return [[figure.name, 'failed', ...cells.map((cell) => firstLine(cell))]];
    return whats.map(([what], n) => [
      n === 0 ? figure.name : '',
      what,
      ...lines.map((one, column) => one[n]?.[1] ?? firstLine(cells[column])),
    ]);
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function firstLine(cell: Measurement | Error | undefined): string {
  return cell instanceof Error ? (cell.message.split('\n')[0] ?? 'failed') : '–';
}
