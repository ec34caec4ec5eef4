/**
 * Manifests for updates of firmware: an envelope around what is signed, and byte strings in byte strings, each of which can
 * be hashed or left out on its own.
 *
 * @see {@link https://datatracker.ietf.org/doc/draft-ietf-suit-manifest/ | draft-ietf-suit-manifest}
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { ArrayStruct, Bytes, defineMessage, Embedded, Enum, Hex, Tagged, Type, Uuid } from "@wirebook/codec";
import { expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { sign1, toBeSigned } from "./cose.ts";
import { base64, testProtocol } from "./protocol.ts";

const algorithm = Enum({ sha256: -16, shake128: -18, sha384: -43, sha512: -44, shake256: -45 });
const digest = ArrayStruct({ algorithm, bytes: Hex() });

const parameters = Type.Object(
  {
    vendor: Type.Optional(Uuid({ key: 1 })),
    class: Type.Optional(Uuid({ key: 2 })),
    slot: Type.Optional(Type.Integer({ key: 5, minimum: 0 })),
    imageDigest: Type.Optional(Embedded(digest, { key: 3 })),
    imageSize: Type.Optional(Type.Integer({ key: 14, minimum: 0 })),
    uri: Type.Optional(Type.String({ key: 21 })),
  },
  { minProperties: 1 },
);

/**
 * Commands, and behind each of them its argument, in one flat array: no definition says that they come in pairs. An argument
 * that is an array holds the sequences that are tried one after the other, and perhaps nil.
 */
const sequence = Type.Cyclic(
  {
    Sequence: Type.Array(
      Type.Union([
        Type.Integer(),
        parameters,
        Type.Array(Type.Union([Embedded(Type.Ref("Sequence")), Type.Null()]), { minItems: 2 }),
      ]),
      { minItems: 2 },
    ),
  },
  "Sequence",
);
const commands = (key: number) => Type.Optional(Embedded(sequence, { key }));
/** Commands that may be cut off the manifest, which then has their digest. */
const severable = (key: number) => Type.Optional(Type.Union([digest, Embedded(sequence)], { key }));

/** Texts for people stay bytes: in their maps, names of components are keys, which are arrays. */
const text = Type.Optional(Type.Union([digest, Bytes()], { key: 23 }));

const common = Type.Object({
  components: Type.Optional(Type.Array(Type.Array(Bytes()), { key: 2, minItems: 1 })),
  sharedSequence: commands(4),
});
const manifest = Type.Object({
  version: Type.Literal(1, { key: 1 }),
  sequenceNumber: Type.Integer({ key: 2, minimum: 0 }),
  common: Embedded(common, { key: 3 }),
  referenceUri: Type.Optional(Type.String({ key: 4 })),
  validate: commands(7),
  load: commands(8),
  invoke: commands(9),
  payloadFetch: severable(16),
  install: severable(20),
  text,
});

/** The digest of the manifest, and signatures of it. */
const authentication = Type.Tuple([Embedded(digest), Type.Rest(Type.Array(Embedded(sign1(Type.Null()))))]);
const envelope = Tagged(
  107,
  Type.Object({
    authentication: Embedded(authentication, { key: 2 }),
    manifest: Embedded(manifest, { key: 3 }),
    payloadFetch: commands(16),
    install: commands(20),
    text: Type.Optional(Bytes({ key: 23 })),
  }),
);

const images = [
  "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210",
  "0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff",
] as const;
const sha256 = (bytes: string) => ({ algorithm: "sha256" as const, bytes });
const ids = {
  vendor: "fa6b4a53-d5ad-5fdf-be9d-e663e4d41ffe",
  class: "1492af14-2569-5e48-bf42-9b2d51f2ab45",
};
const [VENDOR, CLASS, IMAGE, SLOT, TRY_EACH, OVERRIDE, FETCH, INVOKE] = [1, 2, 3, 5, 15, 20, 21, 23];
/** An argument of conditions: what is reported of them. */
const [ALL, FAILURE, SUCCESS] = [15, 5, 2];

/** What the manifests of the examples have in common; they differ in what becomes of bytes. */
const shared = <Binary>(bytes: (hex: string) => Binary) => ({
  components: [[bytes("00")]],
  sharedSequence: [
    OVERRIDE,
    { ...ids, imageDigest: sha256(images[0]), imageSize: 34768 },
    VENDOR,
    ALL,
    CLASS,
    ALL,
  ],
});
const secureBoot = <Binary>(bytes: (hex: string) => Binary) => ({
  version: 1 as const,
  sequenceNumber: 0,
  common: shared(bytes),
  validate: [IMAGE, ALL],
  invoke: [INVOKE, SUCCESS],
});
const secureBootDigest = sha256("6658ea560262696dd1f13b782239a064da7c6c5cbaf52fded428a6fc83c7e5af");
const signature =
  "408d0816f9b510749bf6a51b066951e08a4438f849eb092a1ac768eed9de696c1b1dd35d82ef149e6a73a61976ad2cfe78444b8064293350a122f332cb49f0da";
const signedBoot =
  "d86ba2025873825824822f58206658ea560262696dd1f13b782239a064da7c6c5cbaf52fded428a6fc83c7e5af584ad28443a10126a0f65840408d0816f9b510749bf6a51b066951e08a4438f849eb092a1ac768eed9de696c1b1dd35d82ef149e6a73a61976ad2cfe78444b8064293350a122f332cb49f0da035871a50101020003585fa202818141000458568614a40150fa6b4a53d5ad5fdfbe9de663e4d41ffe02501492af1425695e48bf429b2d51f2ab45035824822f582000112233445566778899aabbccddeeff0123456789abcdeffedcba98765432100e1987d0010f020f074382030f0943821702";

const severed = <Binary>(bytes: (hex: string) => Binary) => ({
  version: 1 as const,
  sequenceNumber: 2,
  common: shared(bytes),
  referenceUri: "https://git.io/JJYoj",
  validate: [IMAGE, ALL],
  invoke: [INVOKE, SUCCESS],
  install: sha256("cfa90c5c58595e7f5119a72f803fd0370b3e6abbec6315cd38f63135281bc498"),
  text: sha256("302196d452bce5e8bfeaf71e395645ede6d365e63507a081379721eeecf00007"),
});

const severedHex =
  "0358d1a80101020203585fa202818141000458568614a40150fa6b4a53d5ad5fdfbe9de663e4d41ffe02501492af1425695e48bf429b2d51f2ab45035824822f582000112233445566778899aabbccddeeff0123456789abcdeffedcba98765432100e1987d0010f020f047468747470733a2f2f6769742e696f2f4a4a596f6a074382030f094382170214822f5820cfa90c5c58595e7f5119a72f803fd0370b3e6abbec6315cd38f63135281bc49817822f5820302196d452bce5e8bfeaf71e395645ede6d365e63507a081379721eeecf00007";
const cutOff = {
  signature:
    "073d8d80ca67d61cdf04d813c748b2de98fe786fc67b764431307c8dbcbe91dc6f762c2c4d7bb998ff9ead4798e03c8ee26b89ef7a9ad4569f6e187ce89e16c5",
  install: [
    OVERRIDE,
    { uri: "http://example.com/very/long/path/to/file/file.bin" },
    FETCH,
    SUCCESS,
    IMAGE,
    ALL,
  ],
  text: "a165656e2d5553a20179019d2323204578616d706c6520323a2053696d756c74616e656f757320446f776e6c6f61642c20496e7374616c6c6174696f6e2c2053656375726520426f6f742c2053657665726564204669656c64730a0a2020202054686973206578616d706c6520636f766572732074686520666f6c6c6f77696e672074656d706c617465733a0a202020200a202020202a20436f6d7061746962696c69747920436865636b20287b7b74656d706c6174652d636f6d7061746962696c6974792d636865636b7d7d290a202020202a2053656375726520426f6f7420287b7b74656d706c6174652d7365637572652d626f6f747d7d290a202020202a204669726d7761726520446f776e6c6f616420287b7b6669726d776172652d646f776e6c6f61642d74656d706c6174657d7d290a202020200a2020202054686973206578616d706c6520616c736f2064656d6f6e7374726174657320736576657261626c6520656c656d656e747320287b7b6f76722d736576657261626c657d7d292c20616e64207465787420287b7b6d616e69666573742d6469676573742d746578747d7d292e814100a2036761726d2e636f6d0578525468697320636f6d706f6e656e7420697320612064656d6f6e7374726174696f6e2e205468652064696765737420697320612073616d706c65207061747465726e2c206e6f742061207265616c206f6e652e",
};
const unsevered = `d86ba4025873825824822f58206a5197ed8f9dccf733d1c89a359441708e070b4c6dcb9a1c2c82c6165f609b90584ad28443a10126a0f65840${cutOff.signature}${severedHex}14583c8614a1157832687474703a2f2f6578616d706c652e636f6d2f766572792f6c6f6e672f706174682f746f2f66696c652f66696c652e62696e1502030f1759020b${cutOff.text}`;

/** Commands for one of two slots. */
const forSlot = (slot: number, chosen: object) => [OVERRIDE, { slot }, SLOT, FAILURE, OVERRIDE, chosen];
const twoSlots = <Binary>(bytes: (hex: string) => Binary) => ({
  version: 1 as const,
  sequenceNumber: 3,
  common: {
    components: [[bytes("00")]],
    sharedSequence: [
      OVERRIDE,
      ids,
      TRY_EACH,
      [
        forSlot(0, { imageDigest: sha256(images[0]), imageSize: 34768 }),
        forSlot(1, { imageDigest: sha256(images[1]), imageSize: 76834 }),
      ],
      VENDOR,
      ALL,
      CLASS,
      ALL,
    ],
  },
  validate: [IMAGE, ALL],
  install: [
    TRY_EACH,
    [
      forSlot(0, { uri: "http://example.com/file1.bin" }),
      forSlot(1, { uri: "http://example.com/file2.bin" }),
    ],
    FETCH,
    SUCCESS,
    IMAGE,
    ALL,
  ],
});

const severedDigest = sha256("6a5197ed8f9dccf733d1c89a359441708e070b4c6dcb9a1c2c82c6165f609b90");
const twoSlotsDigest = sha256("f6d44a62ec906b392500c242e78e908e9cc5057f3f04104a06a8566200da2ee0");

testProtocol("a SUIT envelope", {
  payload: envelope,
  vectors: [
    {
      from: "draft-ietf-suit-manifest-37, Example 0: secure boot, signed",
      hex: signedBoot,
      value: {
        authentication: [
          secureBootDigest,
          { protected: { alg: -7 }, unprotected: {}, payload: null, signature: fromHex(signature) },
        ],
        manifest: secureBoot(fromHex),
      },
      json: {
        authentication: [
          secureBootDigest,
          { protected: { alg: -7 }, unprotected: {}, payload: null, signature: base64(signature) },
        ],
        manifest: secureBoot(base64),
      },
    },
    {
      from: "Example 2: what can be cut off is, and its digests remain",
      hex: `d86ba2025827815824822f58206a5197ed8f9dccf733d1c89a359441708e070b4c6dcb9a1c2c82c6165f609b90${severedHex}`,
      value: { authentication: [severedDigest], manifest: severed(fromHex) },
      json: { authentication: [severedDigest], manifest: severed(base64) },
    },
    {
      from: "Example 2, signed, with what can be cut off",
      hex: unsevered,
      value: {
        authentication: [
          severedDigest,
          { protected: { alg: -7 }, unprotected: {}, payload: null, signature: fromHex(cutOff.signature) },
        ],
        manifest: severed(fromHex),
        install: cutOff.install,
        text: fromHex(cutOff.text),
      },
      json: {
        authentication: [
          severedDigest,
          { protected: { alg: -7 }, unprotected: {}, payload: null, signature: base64(cutOff.signature) },
        ],
        manifest: severed(base64),
        install: cutOff.install,
        text: base64(cutOff.text),
      },
    },
    {
      from: "Example 3: two slots, and sequences in sequences",
      hex: "d86ba2025827815824822f5820f6d44a62ec906b392500c242e78e908e9cc5057f3f04104a06a8566200da2ee00359010fa5010102030358a4a2028181410004589b8814a20150fa6b4a53d5ad5fdfbe9de663e4d41ffe02501492af1425695e48bf429b2d51f2ab450f8258348614a10500050514a2035824822f582000112233445566778899aabbccddeeff0123456789abcdeffedcba98765432100e1987d058368614a10501050514a2035824822f58200123456789abcdeffedcba987654321000112233445566778899aabbccddeeff0e1a00012c22010f020f074382030f14585b860f8258288614a10500050514a115781c687474703a2f2f6578616d706c652e636f6d2f66696c65312e62696e58288614a10501050514a115781c687474703a2f2f6578616d706c652e636f6d2f66696c65322e62696e1502030f",
      value: { authentication: [twoSlotsDigest], manifest: twoSlots(fromHex) },
      json: { authentication: [twoSlotsDigest], manifest: twoSlots(base64) },
    },
  ],
  refused: {
    "a wrong type": [
      "d86ba202458143822f400347a30101020003a0",
      "unexpected at byte 18, /manifest/common: expected a byte string with a map, found map",
    ],
    "a missing member": [
      "d86ba202448142812f0348a3010102000341a0",
      "unexpected at byte 7, /authentication/0: expected an array of 2, found one of 1",
    ],
    "an extra member": [
      "d86ba202458143822f40034ba3010102000344a1186300",
      'unexpected at byte 20, /manifest/common/99: expected no members but "components" (key 2), "sharedSequence" (key 4), found another key',
    ],
  },
});

const define = <Payload extends Type.TSchema>(payload: Payload) =>
  defineMessage({ name: "test/suit", title: "SUIT", payload });
const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("the digest of what was cut off in Example 2 is over what the definitions write, with its head", () => {
  const { manifest: content, install } = define(envelope).decode(fromHex(unsevered));
  const written = define(Embedded(sequence)).encode(install ?? []);
  expect(content.install).toEqual(sha256(sha256Of(written)));
});

test("the digest and the signature of Example 0 are over what the definitions write", () => {
  const { authentication: proof, manifest: content } = define(envelope).decode(fromHex(signedBoot));
  const [found, signed] = proof;
  // The digest is over the byte string with its head.
  const written = define(Embedded(manifest)).encode(content);
  expect(sha256Of(written)).toBe(found.bytes);

  const data = define(toBeSigned(Embedded(digest))).encode({
    context: "Signature1",
    protected: signed?.protected ?? {},
    externalAad: new Uint8Array(),
    payload: found,
  });
  // Of the key that the draft prints before its examples.
  const key = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: "hJaBGq4LqqvSYVcYnuzaJr6qi_Ebbz_m4rVlnIXbwK0",
      y: "Ox8qS2wJgTHAo22s0deL04Hc37CcBS2zOZHbczi0qJY",
    },
  });
  const isRight = verify(
    "sha256",
    data,
    { key, dsaEncoding: "ieee-p1363" },
    signed?.signature ?? new Uint8Array(),
  );
  expect(isRight).toBe(true);
});
