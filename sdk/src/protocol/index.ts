/** `@roomlet/sdk/protocol`: the language both ends speak, as zod schemas with their types inferred. */
export * from './close-code.js';
export * from './codec.js';
export * from './command.js';
export * from './emoji.js';
export * from './endpoint.js';
export * from './error-code.js';
export * from './event.js';
export * from './fold.js';
export * from './folded-name.js';
export * from './http.js';
export * from './limits.js';
export * from './push.js';
export * from './room-code.js';
export * from './text.js';
