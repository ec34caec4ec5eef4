/**
 * CBOR of every shape, right and wrong, for tests that compare readers.
 *
 * @module
 */
import fc from "fast-check";

type Bytes = readonly number[];

/** A head of any width that holds the argument, not only the shortest. */
function head(major: number, argument: number, wider: number): Bytes {
  const least = argument < 24 ? 0 : argument <= 0xff ? 1 : argument <= 0xffff ? 2 : 3;
  const width = Math.min(4, least + wider);
  const initial = major << 5;
  if (width === 0) return [initial | argument];
  const bytes = 2 ** (width - 1);
  const digits = Array.from(
    { length: bytes },
    (_, index) => Math.floor(argument / 256 ** (bytes - 1 - index)) % 256,
  );
  return [initial | (23 + width), ...digits];
}

const wider = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat({ max: 4 }) },
);
const bytesOf = (most: number): fc.Arbitrary<Bytes> => fc.array(fc.nat({ max: 255 }), { maxLength: most });
const utf8 = new TextEncoder();
const goodText: fc.Arbitrary<Bytes> = fc
  .string({ unit: "binary", maxLength: 4 })
  .map((text) => [...utf8.encode(text)]);
const someText = fc.oneof({ weight: 12, arbitrary: goodText }, { weight: 1, arbitrary: bytesOf(3) });

const definite = (major: number, content: fc.Arbitrary<Bytes>) =>
  fc.tuple(content, wider).map(([bytes, more]) => [...head(major, bytes.length, more), ...bytes]);

const strings = (major: number, content: fc.Arbitrary<Bytes>) =>
  fc.oneof(
    { weight: 4, arbitrary: definite(major, content) },
    {
      weight: 1,
      arbitrary: fc
        .array(definite(major, content), { maxLength: 3 })
        .map((chunks) => [(major << 5) | 31, ...chunks.flat(), 0xff]),
    },
  );

const integers = fc.oneof(
  fc
    .tuple(fc.constantFrom(0, 1), fc.oneof(fc.nat({ max: 3 }), fc.nat()), wider)
    .map(([major, argument, more]) => head(major, argument, more)),
  fc
    .tuple(fc.constantFrom(0x1b, 0x3b), fc.array(fc.nat({ max: 255 }), { minLength: 8, maxLength: 8 }))
    .map(([initial, digits]) => [initial, ...digits]),
);

const floats = fc
  .tuple(
    fc.constantFrom(0xf9, 0xfa, 0xfb),
    fc.oneof(bytesOf(8), fc.constantFrom([0x7c], [0x7e], [0x3c], [0x80])),
  )
  .map(([initial, digits]) => [initial, ...[...digits, ...Array(8).fill(0)].slice(0, 2 ** (initial - 0xf8))]);

const simples = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom([0xf4], [0xf5], [0xf6]) },
  { weight: 1, arbitrary: fc.constantFrom([0xf7], [0xe0], [0xf8, 0x20], [0xf8, 0xff]) },
);

const { item } = fc.letrec<{ item: Bytes; list: Bytes; map: Bytes; key: Bytes; tag: Bytes }>((tie) => ({
  item: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 3, arbitrary: integers },
    { weight: 2, arbitrary: floats },
    { weight: 2, arbitrary: strings(2, bytesOf(4)) },
    { weight: 3, arbitrary: strings(3, someText) },
    { weight: 2, arbitrary: simples },
    { weight: 3, arbitrary: tie("list") },
    { weight: 5, arbitrary: tie("map") },
    { weight: 1, arbitrary: tie("tag") },
  ),
  list: fc.tuple(fc.array(tie("item"), { maxLength: 4 }), wider, fc.boolean()).map(([items, more, open]) => {
    return open ? [0x9f, ...items.flat(), 0xff] : [...head(4, items.length, more), ...items.flat()];
  }),
  map: fc
    .tuple(fc.array(fc.tuple(tie("key"), tie("item")), { maxLength: 4 }), wider, fc.boolean())
    .map(([pairs, more, open]) => {
      return open ? [0xbf, ...pairs.flat(2), 0xff] : [...head(5, pairs.length, more), ...pairs.flat(2)];
    }),
  key: fc.oneof(
    { weight: 10, arbitrary: strings(3, goodText) },
    { weight: 6, arbitrary: integers },
    { weight: 1, arbitrary: tie("item") },
  ),
  tag: fc
    .tuple(fc.nat({ max: 300 }), wider, tie("item"))
    .map(([tag, more, content]) => [...head(6, tag, more), ...content]),
}));

/** Bytes that change what follows them, more often than others do. */
const telling = fc.oneof(
  fc.nat({ max: 255 }),
  fc.constantFrom(0x1c, 0x5f, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xf8, 0xff),
);

const damaged = fc
  .tuple(item, fc.array(fc.tuple(fc.nat(), telling, fc.nat({ max: 3 })), { maxLength: 2 }))
  .map(([bytes, blows]) =>
    blows.reduce((hurt: Bytes, [place, byte, how]) => {
      const at = place % (hurt.length + 1);
      if (how === 0) return hurt.slice(0, at);
      if (how === 1) return hurt.toSpliced(at, 1);
      return how === 2 ? hurt.toSpliced(at, 0, byte) : hurt.toSpliced(at, 1, byte);
    }, bytes),
  );

/** Payloads of which about half are valid. */
export const payloads: fc.Arbitrary<Uint8Array> = fc
  .oneof(item, damaged)
  .map((bytes) => Uint8Array.from(bytes));
