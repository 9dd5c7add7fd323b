import type { Case } from '../stage/group.js';
import { group } from '../stage/group.js';
import { type Home, makeHome } from '../stage/home.js';
import { BODIES } from './bodies.js';
import { RAW_FRAMES } from './raw.js';

group({
  title: 'frames',
  setUp: makeHome,
  cases: [
    ...BODIES,
    ...RAW_FRAMES.map(
      ([subject, due, act]): Case<Home> => [subject, due, ({ stage }) => act(stage)],
    ),
  ],
});
