import { describe } from 'vitest';
import { testFrameworkApp } from '../testing/framework-app.js';

describe('an app of React, in its StrictMode', () => testFrameworkApp('react-app'));
