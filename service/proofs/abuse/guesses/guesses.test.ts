import { group } from '../stage/group.js';
import { CROSS_SITE } from './cross-site.js';
import { PARALLEL } from './parallel.js';
import { targetOn } from './rush.js';
import { SILENCE } from './silence.js';
import { SPELLINGS } from './spellings.js';

group({
  title: 'guesses',
  defaults: true,
  setUp: targetOn,
  cases: [...PARALLEL, ...SPELLINGS, ...SILENCE, ...CROSS_SITE],
});
