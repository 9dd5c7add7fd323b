// Puts the demo page beside the built service, so that the package carries it.
import { cpSync, existsSync, rmSync } from 'node:fs';

const demo = new URL('../examples/demo/', import.meta.url);
const into = new URL('./dist/demo/', import.meta.url);
rmSync(into, { recursive: true, force: true });
if (existsSync(demo)) cpSync(demo, into, { recursive: true });
