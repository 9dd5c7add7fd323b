import { CHUNKS } from './chunks.js';
import { CONNECTIONS } from './connections.js';
import { EDITS } from './edits.js';
import { EXPORTS } from './exports.js';
import type { Figure } from './figure.js';
import { FLUSH } from './flush.js';
import { GUESSES } from './guesses.js';
import { JOINS } from './joins.js';
import { PASSWORDS } from './passwords.js';

export const FIGURES: readonly Figure[] = [
  EXPORTS,
  FLUSH,
  JOINS,
  GUESSES,
  PASSWORDS,
  CONNECTIONS,
  CHUNKS,
  EDITS,
];
