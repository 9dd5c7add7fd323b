import { group } from '../stage/group.js';
import { makeHome } from '../stage/home.js';
import { EDITS } from './edits.js';
import { HOST_TOKEN } from './host-token.js';
import { REACTIONS } from './reactions.js';

group({
  title: 'reactions, edits and host tokens',
  setUp: makeHome,
  cases: [...REACTIONS, ...EDITS, ...HOST_TOKEN],
});
