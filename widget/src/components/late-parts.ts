import { lazy } from './lazy.js';

const load = () => import('./message-parts.js');

// One chunk: a room asks for it as soon as it has messages, so that it is there before it is needed.
export const RowActions = lazy(async () => (await load()).actions);
export const RowTools = lazy(async () => (await load()).tools);
export const RowMenu = lazy(async () => (await load()).menu);
export const QuoteLink = lazy(async () => (await load()).quote);
export const ComposerIntent = lazy(async () => (await load()).intent);
