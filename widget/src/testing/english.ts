import { createWords } from '../models/words.js';
import { en } from '../strings/en.js';

export const ENGLISH = createWords({ tag: 'en', strings: en });
