import { commandSchema, DEFAULT_LIMITS, decodeCommand } from '@roomlet/sdk/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FIELDS, shapeOf, validCommand } from './commands.js';
import { put } from './inputs.js';
import { wrongIn } from './rules.js';
import { oddText, spoilt, torn } from './values.js';

const schema = commandSchema(DEFAULT_LIMITS);
const frame = validCommand.map((command) => JSON.stringify(command));

function judge(text: string): void {
  const decoded = decodeCommand(schema, text);
  if (!decoded.ok) {
    expect(['bad_request', 'too_large']).toContain(decoded.error.code);
    expect(decoded.error.message.length).toBeGreaterThan(5);
    return;
  }
  const command = decoded.command as unknown as Record<string, unknown>;
  const shape = shapeOf(command);
  expect(shape && wrongIn(shape, command)).toBeUndefined();
  expect(shape).toBeDefined();
  expect(command.before === undefined || command.after === undefined).toBe(true);
}

it('[W1] a frame as it should be is accepted', () => {
  fc.assert(
    fc.property(frame, (text) => {
      expect(decodeCommand(schema, text)).toMatchObject({ ok: true });
    }),
    { numRuns: 500 },
  );
});

it('[W1] a spoilt frame is refused, or accepted with fields that the contract allows', () => {
  const frames = fc.oneof(
    { weight: 6, arbitrary: spoilt(validCommand, FIELDS).map((one) => JSON.stringify(one)) },
    { weight: 3, arbitrary: torn(frame) },
    oddText,
    fc.json(),
    fc.string({ unit: 'binary' }),
  );
  put('frames', frames, judge);
});
