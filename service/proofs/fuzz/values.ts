import fc from 'fast-check';

/** Characters that have broken some reader of text somewhere. */
const ODD = [
  ...['\u0000', '\n', '\r', '\t', '\u001b', '\u007f', '\u0085', '\u009b', '\u00a0', '\u00ad'],
  ...['\u0301', '\u061c', '\u180e', '\u200b', '\u200d', '\u200e', '\u202e', '\u2028', '\u2066'],
  ...['\u3164', '\ufe0f', '\ufeff', '\ufffd', '\ufffe', '\ud83e', '\udd8a', '\ue000'],
  ...['🦊', '🇨', '🇨🇭', '👩‍👩‍👧', '1️⃣', '#', 'é', 'e\u0301', 'ﷺ', 'ｱ', '\u{e0061}', '\u{10ffff}'],
  ...['"', '\\', '{', '[', '%00', '<', "'", '`', '..', '/', ',', ':', '=', '&', '-', ' '],
];

export const oddText = fc
  .array(fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 3 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

/** Texts around the limits of lengths: 40, 64, 80, 200, 4,000, 4,096. */
const longText = fc
  .tuple(
    fc.constantFrom(
      1,
      15,
      16,
      39,
      40,
      41,
      63,
      64,
      65,
      80,
      81,
      200,
      201,
      4_000,
      4_001,
      4_096,
      4_097,
    ),
    fc.constantFrom('x', '🦊', 'é', '\u0301', ' '),
  )
  .map(([length, unit]) => unit.repeat(length));

/** Values of every kind, most of them wrong where they are put. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  longText,
  fc.constantFrom<unknown>(
    ...[null, true, false, 0, -0, 1, -1, 0.5, 200, 201, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 1e308],
    ...['', '0', '1', 'true', '__proto__', 'constructor', [], {}, [[]], { length: 1 }],
  ),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A valid object with some of its fields spoilt, left out, or joined by others. */
export function spoilt(valid: fc.Arbitrary<Record<string, unknown>>, names: readonly string[]) {
  const strange = fc.constantFrom(...names, '__proto__', 'constructor', 'x');
  const value = fc.oneof({ weight: 4, arbitrary: anyValue }, fc.constant(undefined));
  // Mostly a field that is there, so that each command's own fields get their share.
  const change = fc.tuple(fc.option(fc.nat(), { freq: 3 }), strange, value);
  return fc.tuple(valid, fc.array(change, { maxLength: 2 })).map(([object, changes]) => {
    const made: Record<string, unknown> = { ...object };
    const own = Object.keys(object);
    for (const [index, other, value] of changes) {
      const name = index === null ? other : (own[index % own.length] ?? other);
      // As JSON.parse does: an own property, whatever its name.
      const field = { value, enumerable: true, configurable: true, writable: true };
      Object.defineProperty(made, name, field);
    }
    return made;
  });
}

/** A string with bytes cut, doubled or put in. */
export function torn(valid: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(valid, fc.nat(), fc.nat(9), fc.oneof(oddText, fc.constant('')))
    .map(([text, at, length, put]) => {
      const from = text.length === 0 ? 0 : at % text.length;
      return text.slice(0, from) + put + text.slice(from + length);
    });
}
