/**
 * The keys that the bundle for pages takes out of its locales (`build/pack-strings.js`). Empty where
 * they come whole: in tests, and in an app's own bundle.
 */
export const KEYS: string = '';
