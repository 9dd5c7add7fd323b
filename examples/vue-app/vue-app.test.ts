import { describe } from 'vitest';
import { testFrameworkApp } from '../testing/framework-app.js';

describe('an app of Vue', () => testFrameworkApp('vue-app'));
