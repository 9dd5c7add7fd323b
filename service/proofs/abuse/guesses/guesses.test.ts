import { group } from '../stage/group.js';
import { CROSS_SITE } from './cross-site.js';
import { PARALLEL } from './parallel.js';
import { targetOn } from './rush.js';
import { SILENCE } from './silence.js';
import { SPELLINGS } from './spellings.js';

group({
  title: 'guesses',
  defaults: true,
  // All of these come within seconds; what all addresses together may look up is not meant here.
  flags: ['--lookup-burst', '100000', '--lookup-rate', '100000'],
  setUp: targetOn,
  cases: [...PARALLEL, ...SPELLINGS, ...SILENCE, ...CROSS_SITE],
});
