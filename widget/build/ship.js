import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

/**
 * Writes one file with its compressed forms beside it, as the service sends them.
 * @returns the sizes in bytes
 */
export async function ship(folder, name, code) {
  const path = join(folder, name);
  const brotli = brotliCompressSync(code, BROTLI);
  const gzip = gzipSync(code, { level: 9 });
  await mkdir(dirname(path), { recursive: true });
  await Promise.all([
    writeFile(path, code),
    writeFile(`${path}.br`, brotli),
    writeFile(`${path}.gz`, gzip),
  ]);
  return { name, plain: Buffer.byteLength(code), gzip: gzip.length, brotli: brotli.length };
}

export function table(rows) {
  const line = (cells) =>
    `${cells[0].padEnd(34)}${cells
      .slice(1)
      .map((c) => String(c).padStart(9))
      .join('')}`;
  return [
    line(['widget, bytes', 'plain', 'gzip', 'brotli', 'limit']),
    ...rows.map((row) =>
      line([row.name, row.plain ?? '', row.gzip ?? '', row.brotli, row.limit ?? '']),
    ),
  ].join('\n');
}
