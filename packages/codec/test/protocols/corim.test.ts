/**
 * Concise Reference Integrity Manifests: what a verifier is to find in the evidence of a device.
 *
 * @see {@link https://datatracker.ietf.org/doc/draft-ietf-rats-corim/ | draft-ietf-rats-corim}
 */
import {
  ArrayStruct,
  Bytes,
  Embedded,
  Enum,
  type FieldOptions,
  Tagged,
  Timestamp,
  Type,
  Uuid,
} from "@wirebook/codec";
import { fromHex } from "wirebook-test/checks/data";
import { base64, testProtocol } from "./protocol.ts";

/** The draft has texts here, too: both would be text in memory, so that one definition says one of them. */
const tagId = Uuid({ key: 0 });
const identity = (options: FieldOptions = {}) =>
  Type.Object({ tagId, tagVersion: Type.Optional(Type.Integer({ key: 1, minimum: 0 })) }, { ...options });

const ids = {
  list: "3f06af63a93c11e4979700505690773a",
  first: "3f06af63a93c11e4979700505690773e",
  second: "3f06af63a93c11e4979700505690773f",
  third: "3f06af63a93c11e4979700505690774f",
};

/** A UUID as text. */
const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** A list with one tag, up to its validity. */
const list = `a300a10050${ids.list}0181a10050${ids.first}02`;

const tagList = Type.Object({
  identity: identity({ key: 0 }),
  tags: Type.Array(identity(), { key: 1, minItems: 1 }),
  validity: Type.Object(
    {
      notBefore: Type.Optional(Timestamp({ tag: true, key: 0 })),
      notAfter: Timestamp({ tag: true, key: 1 }),
    },
    { key: 2 },
  ),
});
const listed = {
  identity: { tagId: dashed(ids.list), tagVersion: 1 },
  tags: [
    { tagId: dashed(ids.first) },
    { tagId: dashed(ids.second), tagVersion: 5 },
    { tagId: dashed(ids.third), tagVersion: 2 },
  ],
};

testProtocol("a list of tags", {
  payload: tagList,
  vectors: [
    {
      // The draft gives its examples in diagnostic notation.
      from: "draft-ietf-rats-corim, cotl-1",
      hex: "a300a200503f06af63a93c11e4979700505690773a01010183a100503f06af63a93c11e4979700505690773ea200503f06af63a93c11e4979700505690773f0105a200503f06af63a93c11e4979700505690774f010202a200c11904d201c11911d7",
      value: { ...listed, validity: { notBefore: new Date(1234_000), notAfter: new Date(4567_000) } },
      json: {
        ...listed,
        validity: { notBefore: "1970-01-01T00:20:34Z", notAfter: "1970-01-01T01:16:07Z" },
      },
    },
  ],
  refused: {
    "a wrong type": [
      `${list}a1011911d7`,
      "unexpected at byte 45, /validity/notAfter: expected tag 1 with a time in whole milliseconds from year 0 to 9999, found integer",
    ],
    "a missing member": [
      `a300a10050${ids.list}0181a1010102a101c11911d7`,
      'unexpected at byte 23, /tags/0: expected the member "tagId" (key 0), a UUID, found no such member',
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
      classId: Type.Optional(Uuid({ tag: true, key: 0 })),
      vendor: Type.Optional(Type.String({ key: 1 })),
      model: Type.Optional(Type.String({ key: 2 })),
      layer: Type.Optional(Type.Integer({ key: 3 })),
      index: Type.Optional(Type.Integer({ key: 4 })),
    },
    { key: 0 },
  ),
});
const digest = ArrayStruct({ alg: Type.Union([Type.Integer(), Type.String()]), val: Bytes() });
/** A security version number: exact, with a tag or without, or the least one. */
const svn = Type.Union(
  [
    Type.Integer({ minimum: 0 }),
    Tagged(552, Type.Integer({ minimum: 0 }), { keep: true }),
    Tagged(553, Type.Integer({ minimum: 0 }), { keep: true }),
  ],
  { key: 1 },
);
const measurement = Type.Object({
  values: Type.Object(
    { svn: Type.Optional(svn), digests: Type.Optional(Type.Array(digest, { key: 2, minItems: 1 })) },
    { key: 1, minProperties: 1 },
  ),
});
const measurements = Type.Array(measurement, { minItems: 1 });
const triples = Type.Object(
  {
    reference: Type.Optional(
      Type.Array(ArrayStruct({ environment, claims: measurements }), { key: 0, minItems: 1 }),
    ),
    endorsed: Type.Optional(
      Type.Array(ArrayStruct({ condition: environment, endorsement: measurements }), { key: 1, minItems: 1 }),
    ),
  },
  { key: 4, minProperties: 1 },
);
const entity = Type.Object({
  name: Type.String({ key: 0 }),
  registration: Type.Optional(Tagged(32, Type.String({ key: 1 }))),
  roles: Type.Array(Enum({ tagCreator: 0, creator: 1, maintainer: 2 }), { key: 2, minItems: 1 }),
});
const module = Type.Object({
  identity: identity({ key: 1 }),
  entities: Type.Optional(Type.Array(entity, { key: 2, minItems: 1 })),
  triples,
});

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
      classId: dashed(trustedOs.uuid),
      vendor: "WYLIE Inc.",
      model: "WYLIE Coyote Trusted OS",
      layer: 2,
      index,
    },
  });
  const acme = (model: string, layer: number) => ({
    class: { classId: dashed(firmware.uuid), vendor: "ACME Inc.", model, layer },
  });
  const measuredAs = (hex: string) => [{ values: { digests: [{ alg: 1, val: bytes(hex) }] } }];
  return {
    identity: { tagId: dashed(ids.second) },
    entities: [{ name: "ACME Inc.", registration: "https://acme.example", roles: ["tagCreator" as const] }],
    triples: {
      reference: [
        { environment: acme("ACME RoadRunner Firmware", 1), claims: measuredAs(firmware.digest) },
        { environment: secure(0), claims: measuredAs(trustedOs.digest) },
        { environment: secure(1), claims: measuredAs(trustedOs.digest) },
      ],
      endorsed: [
        {
          condition: acme("ACME RoadRunner Root of Trust", 0),
          endorsement: [{ values: { svn: { tag: 552 as const, value: 1 } } }],
        },
      ],
    },
  };
};

/** A module, up to its triples. */
const head = `a201a10050${ids.second}04`;

testProtocol("a module of CoRIM", {
  payload: module,
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
      "unexpected at byte 30, /triples/reference/0/environment/class/classId: expected tag 37 with a UUID, found bytes",
    ],
    "a missing member": [
      `${head}a1008182a081a101a101d9022802`,
      'unexpected at byte 26, /triples/reference/0/environment: expected the member "class" (key 0), a map, found no such member',
    ],
    "an extra member": [
      `${head}a2008182a100a100d82550${firmware.uuid}81a101a101d90228020280`,
      'unexpected at byte 58, /triples/2: expected no members but "reference" (key 0), "endorsed" (key 1), found another key',
    ],
  },
});

testProtocol("an unsigned CoRIM", {
  payload: Tagged(
    501,
    Type.Object({
      id: tagId,
      tags: Type.Array(
        // A third kind of tag, 505, is a software identity.
        Type.Union([
          Tagged(506, Embedded(module), { keep: true }),
          Tagged(508, Embedded(tagList), { keep: true }),
        ]),
        { key: 1, minItems: 1 },
      ),
    }),
  ),
  vectors: [
    {
      from: "draft-ietf-rats-corim, corim-2",
      hex: `d901f5a20050284e6c3e5d9f4f6b851f5a4247f243a70181d901fa5901d2${measured}`,
      value: {
        id: "284e6c3e-5d9f-4f6b-851f-5a4247f243a7",
        tags: [{ tag: 506, value: moduleOf(fromHex) }],
      },
      json: {
        id: "284e6c3e-5d9f-4f6b-851f-5a4247f243a7",
        tags: [{ tag: 506, value: moduleOf(base64) }],
      },
    },
  ],
  refused: {
    "a wrong type": [
      "d901f5a20050284e6c3e5d9f4f6b851f5a4247f243a70181d901f940",
      "unexpected at byte 24, /tags/0: expected tag 506 with a byte string with a map, or tag 508 with a byte string with a map, found tag 505",
    ],
    "a missing member": [
      `d901f5a10181d901fa5901d2${measured}`,
      'unexpected at byte 3: expected the member "id" (key 0), a UUID, found no such member',
    ],
    "an extra member": [
      `d901f5a30050284e6c3e5d9f4f6b851f5a4247f243a70181d901fa5901d2${measured}0280`,
      'unexpected at byte 496, /2: expected no members but "id" (key 0), "tags" (key 1), found another key',
    ],
  },
});
