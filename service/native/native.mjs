// Holds the native code of uWebSockets.js to what was looked at when its version was taken.
//
//   node service/native/native.mjs                 compares the installed binaries with the record
//   node service/native/native.mjs --record        writes the record anew, after a version was changed
//   node service/native/native.mjs --against DIR   compares the record with the maker's own release
//
// The build runs the first. The second and third are for people: see docs/guide/security.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, hashesOf } from './hashes.mjs';

const RECORD = fileURLToPath(new URL('./uwebsockets.json', import.meta.url));
const installed = dirname(createRequire(import.meta.url).resolve('uWebSockets.js'));
const [mode = '--check', folder = ''] = process.argv.slice(2);

if (mode === '--record') {
  const { name, version } = JSON.parse(readFileSync(`${installed}/package.json`, 'utf8'));
  const record = { package: name, version, sha256: hashesOf(installed) };
  writeFileSync(RECORD, `${JSON.stringify(record, null, 2)}\n`);
  console.log(`${Object.keys(record.sha256).length} binaries recorded.`);
} else {
  const { sha256 } = JSON.parse(readFileSync(RECORD, 'utf8'));
  const found = compare(sha256, hashesOf(mode === '--against' ? folder : installed));
  for (const line of found) console.error(line);
  if (found.length > 0) {
    console.error(
      mode === '--against'
        ? 'The recorded binaries are not these: another version, or other code.'
        : 'The installed native code is not what was recorded: do not run it. Install anew with `npm ci`; after a change of version on purpose, compare and record it: docs/guide/security.md.',
    );
    process.exitCode = 1;
  } else if (mode === '--against') {
    console.log('Every recorded binary is the same there.');
  }
}
