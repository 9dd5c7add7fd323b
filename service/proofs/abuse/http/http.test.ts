import { group } from '../stage/group.js';
import { MALFORMED } from './malformed.js';
import { MARKS } from './marks.js';
import { ORIGINS } from './origins.js';

group({
  title: 'HTTP',
  setUp: async (stage) => stage,
  cases: [...MALFORMED, ...ORIGINS, ...MARKS],
});
