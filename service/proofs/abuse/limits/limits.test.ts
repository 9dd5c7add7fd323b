import { group } from '../stage/group.js';
import { ADDRESS_LIMITS } from './address-limits.js';
import { SEAT_LIMITS } from './seat-limits.js';

group({
  title: 'limits',
  defaults: true,
  setUp: async (stage) => stage,
  cases: [...SEAT_LIMITS, ...ADDRESS_LIMITS],
});
