import { DEFAULT_LIMITS, requestSchemas } from '@roomlet/sdk/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { put } from './inputs.js';
import { RULES, type Shape, wrongIn } from './rules.js';
import { anyValue, oddText, spoilt } from './values.js';

const { key, secretKey, title, password, name, token, text, seq, position, page } = RULES;
const schemas = requestSchemas(DEFAULT_LIMITS);

type Request = keyof typeof schemas;

const SHAPES: Readonly<Partial<Record<Request, Shape>>> = {
  createRoom: { 'key?': secretKey, 'title?': title, 'password?': password },
  takeSeat: {
    'key?': secretKey,
    'name?': name,
    'hostToken?': token,
    'identity?': token,
    'password?': password,
  },
  postMessage: { key, text, 'replyTo?': seq },
  readEvents: { 'before?': position, 'after?': position, 'limit?': page },
  exportRoom: { 'format?': (value) => value === 'json' || value === 'txt' },
};

const VALID: readonly (readonly [Request, Record<string, unknown>])[] = [
  ['createRoom', { key: 'k'.repeat(20), title: 'Launch', password: 'sesame' }],
  ['takeSeat', { key: 'k'.repeat(20), name: 'Ana', hostToken: 'token', password: 'sesame' }],
  ['postMessage', { key: 'k', text: 'hello', replyTo: 3 }],
  ['readEvents', { before: '10', limit: '50' }],
  ['readEvents', { after: '0' }],
  ['exportRoom', { format: 'txt' }],
];

const names = VALID.flatMap(([, fields]) => Object.keys(fields));
const digits = fc.constantFrom(
  '0',
  '1',
  '200',
  '201',
  '-1',
  '1e1',
  '0x1',
  ' 1',
  '1 ',
  '٣',
  '9'.repeat(16),
  '9'.repeat(17),
  '1.0',
  '',
);
const inputs = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(...VALID)
      .chain(([request, fields]) =>
        spoilt(fc.constant(fields), names).map((input): readonly [Request, unknown] => [
          request,
          input,
        ]),
      ),
  },
  fc
    .record({ before: digits, after: digits, limit: digits }, { requiredKeys: [] })
    .map((input): readonly [Request, unknown] => ['readEvents', input]),
  fc
    .tuple(fc.constantFrom(...VALID), fc.oneof(anyValue, oddText))
    .map(([[request], input]): readonly [Request, unknown] => [request, input]),
);

it('[W2] a body or query that is accepted has fields that the contract allows', () => {
  put('bodies and queries', inputs, ([request, input]) => {
    const parsed = schemas[request].safeParse(input);
    const shape = SHAPES[request];
    if (!parsed.success || !shape) return;
    const accepted = parsed.data as Record<string, unknown>;
    expect(wrongIn(shape, accepted)).toBeUndefined();
    expect(accepted.before === undefined || accepted.after === undefined).toBe(true);
  });
});
