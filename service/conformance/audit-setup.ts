import { afterEach, expect } from 'vitest';
import { takeBreaches } from './audit.js';

afterEach(() => {
  expect(takeBreaches()).toEqual([]);
});
