import { group } from '../stage/group.js';
import { makeHome } from '../stage/home.js';
import { NAMES } from './names.js';
import { TEXTS } from './texts.js';

group({ title: 'names and texts', setUp: makeHome, cases: [...NAMES, ...TEXTS] });
