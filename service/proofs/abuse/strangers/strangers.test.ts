import { group } from '../stage/group.js';
import { makeHome } from '../stage/home.js';
import { CREDENTIALS } from './credentials.js';
import { FORGERIES, OTHERS } from './forgeries.js';
import { REQUESTS_OF_GUESTS, REQUESTS_OF_STRANGERS } from './requests.js';
import { GUESTS, NOWHERE, SEATLESS, SILENT } from './seatless.js';

group({
  title: 'rooms of strangers',
  setUp: makeHome,
  cases: [
    ...SEATLESS,
    ...SILENT,
    ...GUESTS,
    ...NOWHERE,
    ...CREDENTIALS,
    ...FORGERIES,
    ...OTHERS,
    ...REQUESTS_OF_STRANGERS,
    ...REQUESTS_OF_GUESTS,
  ],
});
