/**
 * Concise Reference Integrity Manifests: what a verifier is to find in the evidence of a device.
 *
 * @see {@link https://datatracker.ietf.org/doc/draft-ietf-rats-corim/ | draft-ietf-rats-corim}
 */
import { Bytes, type FieldOptions, Tagged, Type } from "@wirebook/codec";
import { fromHex } from "wirebook-test/checks/data";
import { base64, testProtocol } from "./protocol.ts";

const uuid = (options: FieldOptions = {}) => Bytes({ length: 16, ...options });
const time = (key: number) => Tagged(1, Type.Integer({ key, unit: "s" }));
const identity = (options: FieldOptions = {}) =>
  Type.Object(
    { tagId: uuid({ key: 0 }), tagVersion: Type.Optional(Type.Integer({ key: 1 })) },
    { ...options },
  );

const ids = {
  list: "3f06af63a93c11e4979700505690773a",
  first: "3f06af63a93c11e4979700505690773e",
  second: "3f06af63a93c11e4979700505690773f",
  third: "3f06af63a93c11e4979700505690774f",
};

/** A list with one tag, up to its validity. */
const list = `a300a10050${ids.list}0181a10050${ids.first}02`;

testProtocol("a list of tags", {
  payload: Type.Object({
    identity: identity({ key: 0 }),
    tags: Type.Array(identity(), { key: 1, minItems: 1 }),
    validity: Type.Object({ notBefore: Type.Optional(time(0)), notAfter: time(1) }, { key: 2 }),
  }),
  vectors: [
    {
      // The draft gives its examples in diagnostic notation.
      from: "draft-ietf-rats-corim, cotl-1",
      hex: "a300a200503f06af63a93c11e4979700505690773a01010183a100503f06af63a93c11e4979700505690773ea200503f06af63a93c11e4979700505690773f0105a200503f06af63a93c11e4979700505690774f010202a200c11904d201c11911d7",
      value: {
        identity: { tagId: fromHex(ids.list), tagVersion: 1 },
        tags: [
          { tagId: fromHex(ids.first) },
          { tagId: fromHex(ids.second), tagVersion: 5 },
          { tagId: fromHex(ids.third), tagVersion: 2 },
        ],
        validity: { notBefore: 1234, notAfter: 4567 },
      },
      json: {
        identity: { tagId: base64(ids.list), tagVersion: 1 },
        tags: [
          { tagId: base64(ids.first) },
          { tagId: base64(ids.second), tagVersion: 5 },
          { tagId: base64(ids.third), tagVersion: 2 },
        ],
        validity: { notBefore: 1234, notAfter: 4567 },
      },
    },
  ],
  refused: {
    "a wrong type": [
      `${list}a1011911d7`,
      "unexpected at byte 45, /validity/notAfter: expected tag 1 with an integer, found integer",
    ],
    "a missing member": [
      `a300a10050${ids.list}0181a1010102a101c11911d7`,
      'unexpected at byte 23, /tags/0: expected the member "tagId" (key 0), a byte string of 16 bytes, found no such member',
    ],
    "an extra member": [
      `${list}a201c11911d702c100`,
      'unexpected at byte 49, /validity/2: expected no members but "notBefore" (key 0), "notAfter" (key 1), found another key',
    ],
  },
});

const environment = Type.Object({
  class: Type.Object(
    {
      classId: Type.Optional(Tagged(37, uuid({ key: 0 }))),
      vendor: Type.Optional(Type.String({ key: 1 })),
      model: Type.Optional(Type.String({ key: 2 })),
      layer: Type.Optional(Type.Integer({ key: 3 })),
      index: Type.Optional(Type.Integer({ key: 4 })),
    },
    { key: 0 },
  ),
});
const digests = Type.Array(Type.Tuple([Type.Union([Type.Integer(), Type.String()]), Bytes()]), { key: 2 });
const measurement = Type.Object({
  values: Type.Object(
    {
      // The least security version number: behind its tag, which tells it from an exact one.
      minimumSvn: Type.Optional(Tagged(552, Type.Integer({ key: 1 }))),
      digests: Type.Optional(digests),
    },
    { key: 1, minProperties: 1 },
  ),
});
const triples = (key: number) =>
  Type.Optional(Type.Array(Type.Tuple([environment, Type.Array(measurement, { minItems: 1 })]), { key }));

const [firmware, trustedOs] = [
  {
    uuid: "67b28b6c34cc40a19117ab5b05911e37",
    digest: "44aa336af4cb14a879432e53dd6571c7fa9bccafb75f488259262d6ea3a4d91b",
  },
  {
    uuid: "a71b3e388d454a0581f352e58c832c5c",
    digest: "bb71198ed60a95dc3c619e555c2c0b8d7564a38031b034a195892591c65365b0",
  },
] as const;
const measured =
  "a301a100503f06af63a93c11e4979700505690773f0281a3006941434d4520496e632e01d8207468747470733a2f2f61636d652e6578616d706c6502810004a2008382a100a400d8255067b28b6c34cc40a19117ab5b05911e37016941434d4520496e632e02781841434d4520526f616452756e6e6572204669726d77617265030181a101a102818201582044aa336af4cb14a879432e53dd6571c7fa9bccafb75f488259262d6ea3a4d91b82a100a500d82550a71b3e388d454a0581f352e58c832c5c016a57594c494520496e632e027757594c494520436f796f74652054727573746564204f530302040081a101a1028182015820bb71198ed60a95dc3c619e555c2c0b8d7564a38031b034a195892591c65365b082a100a500d82550a71b3e388d454a0581f352e58c832c5c016a57594c494520496e632e027757594c494520436f796f74652054727573746564204f530302040181a101a1028182015820bb71198ed60a95dc3c619e555c2c0b8d7564a38031b034a195892591c65365b0018182a100a400d8255067b28b6c34cc40a19117ab5b05911e37016941434d4520496e632e02781d41434d4520526f616452756e6e657220526f6f74206f66205472757374030081a101a101d9022801";

/** The example as a value, or as JSON: they differ in what becomes of bytes. */
const moduleOf = <Binary>(bytes: (hex: string) => Binary) => {
  const secure = (index: number) => ({
    class: {
      classId: bytes(trustedOs.uuid),
      vendor: "WYLIE Inc.",
      model: "WYLIE Coyote Trusted OS",
      layer: 2,
      index,
    },
  });
  const acme = (model: string, layer: number) => ({
    class: { classId: bytes(firmware.uuid), vendor: "ACME Inc.", model, layer },
  });
  const measuredAs = (digest: string) => [{ values: { digests: [[1, bytes(digest)] as [number, Binary]] } }];
  type Triple<Environment, Measured> = [Environment, Measured[]];
  return {
    identity: { tagId: bytes(ids.second) },
    entities: [{ name: "ACME Inc.", registration: "https://acme.example", roles: [0] }],
    triples: {
      reference: [
        [acme("ACME RoadRunner Firmware", 1), measuredAs(firmware.digest)],
        [secure(0), measuredAs(trustedOs.digest)],
        [secure(1), measuredAs(trustedOs.digest)],
      ] as Triple<ReturnType<typeof secure | typeof acme>, ReturnType<typeof measuredAs>[number]>[],
      endorsed: [[acme("ACME RoadRunner Root of Trust", 0), [{ values: { minimumSvn: 1 } }]]] as Triple<
        ReturnType<typeof acme>,
        { values: { minimumSvn: number } }
      >[],
    },
  };
};

/** A module, up to its triples. */
const head = `a201a10050${ids.second}04`;

testProtocol("a module of CoRIM", {
  payload: Type.Object({
    identity: identity({ key: 1 }),
    entities: Type.Optional(
      Type.Array(
        Type.Object({
          name: Type.String({ key: 0 }),
          registration: Type.Optional(Tagged(32, Type.String({ key: 1 }))),
          roles: Type.Array(Type.Integer(), { key: 2, minItems: 1 }),
        }),
        { key: 2 },
      ),
    ),
    triples: Type.Object({ reference: triples(0), endorsed: triples(1) }, { key: 4, minProperties: 1 }),
  }),
  vectors: [
    {
      from: "draft-ietf-rats-corim, corim-2: the module inside",
      hex: measured,
      value: moduleOf(fromHex),
      json: moduleOf(base64),
    },
  ],
  refused: {
    "a wrong type": [
      `${head}a1008182a100a10041ff81a101a101d9022802`,
      "unexpected at byte 30, /triples/reference/0/0/class/classId: expected tag 37 with a byte string of 16 bytes, found bytes",
    ],
    "a missing member": [
      `${head}a1008182a081a101a101d9022802`,
      'unexpected at byte 26, /triples/reference/0/0: expected the member "class" (key 0), a map, found no such member',
    ],
    "an extra member": [
      `${head}a200800280`,
      'unexpected at byte 25, /triples/2: expected no members but "reference" (key 0), "endorsed" (key 1), found another key',
    ],
  },
});

testProtocol("an unsigned CoRIM", {
  payload: Tagged(
    501,
    Type.Object({ id: uuid({ key: 0 }), tags: Type.Array(Tagged(506, Bytes()), { key: 1, minItems: 1 }) }),
  ),
  vectors: [
    {
      from: "draft-ietf-rats-corim, corim-2",
      hex: `d901f5a20050284e6c3e5d9f4f6b851f5a4247f243a70181d901fa5901d2${measured}`,
      value: { id: fromHex("284e6c3e5d9f4f6b851f5a4247f243a7"), tags: [fromHex(measured)] },
      json: { id: base64("284e6c3e5d9f4f6b851f5a4247f243a7"), tags: [base64(measured)] },
    },
  ],
  refused: {
    "a wrong type": [
      "d901f5a20050284e6c3e5d9f4f6b851f5a4247f243a70181d901f940",
      "unexpected at byte 24, /tags/0: expected tag 506 with a byte string, found tag 505",
    ],
    "a missing member": [
      "d901f5a10181d901fa40",
      'unexpected at byte 3: expected the member "id" (key 0), a byte string of 16 bytes, found no such member',
    ],
    "an extra member": [
      "d901f5a30050284e6c3e5d9f4f6b851f5a4247f243a70181d901fa400280",
      'unexpected at byte 28, /2: expected no members but "id" (key 0), "tags" (key 1), found another key',
    ],
  },
});
