/** `@roomlet/service/engine`: what an engine must do, for those who write another. */
export * from './engine.js';
export * from './record.js';
