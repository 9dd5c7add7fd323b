import { group } from '../stage/group.js';
import { makeTrail, SECRETS } from './secrets.js';

group({ title: 'secrets', flags: ['--log-level', 'debug'], setUp: makeTrail, cases: SECRETS });
