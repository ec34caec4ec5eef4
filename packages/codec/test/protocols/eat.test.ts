/**
 * Entity Attestation Tokens: what a device claims about itself.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9711.html | RFC 9711}
 */
import { ArrayStruct, Bytes, Embedded, Enum, Tagged, Timestamp, Type } from "@wirebook/codec";
import { fromHex } from "wirebook-test/checks/data";
import { coseKey, sign1 } from "./cose.ts";
import { base64, testProtocol } from "./protocol.ts";

/** How versions are counted, RFC 9393 §4.1. */
const schemes = {
  multipartnumeric: 1,
  "multipartnumeric+suffix": 2,
  alphanumeric: 3,
  decimal: 4,
  semver: 16384,
};
const version = (key: number) =>
  Type.Optional(ArrayStruct({ version: Type.String(), scheme: Type.Optional(Enum(schemes)) }, { key }));

/** One item, or several in an array. */
const oneOrMore = <Item extends Type.TSchema>(item: Item, options: { key: number }) =>
  Type.Union([item, Type.Array(item, { minItems: 2 })], options);

const role = Enum({
  tagCreator: 1,
  softwareCreator: 2,
  aggregator: 3,
  distributor: 4,
  licensor: 5,
  maintainer: 6,
});

/** A concise software identity, RFC 9393, as far as the examples go. */
const softwareIdentity = Type.Object({
  tagId: Type.String({ key: 0 }),
  tagVersion: Type.Integer({ key: 12 }),
  softwareName: Type.String({ key: 1 }),
  softwareVersion: Type.Optional(Type.String({ key: 13 })),
  versionScheme: Type.Optional(Enum(schemes, { key: 14 })),
  entity: oneOrMore(
    Type.Object({ entityName: Type.String({ key: 31 }), role: oneOrMore(role, { key: 33 }) }),
    { key: 2 },
  ),
  payload: Type.Optional(
    Type.Object({ file: Type.Object({ fsName: Type.String({ key: 24 }) }, { key: 17 }) }, { key: 6 }),
  ),
});

/** Evidence about software: the CoAP content format, of which 258 is a software identity, and bytes in that format. */
const manifest = Type.Union([
  ArrayStruct({ contentType: Type.Literal(258), manifest: Embedded(softwareIdentity) }),
  ArrayStruct({ contentType: Type.Integer(), manifest: Bytes() }),
]);

/** The names that the claim has in JSON, RFC 9711 §4.2.9. */
const debugStatus = Enum(
  {
    enabled: 0,
    disabled: 1,
    "disabled-since-boot": 2,
    "disabled-permanently": 3,
    "disabled-fully-and-permanently": 4,
  },
  { key: 263 },
);

/** Claims that may stand in a token and in each of its submodules. */
const claims = {
  oemid: Type.Optional(Type.Union([Bytes(), Type.Integer()], { key: 258 })),
  hwmodel: Type.Optional(Bytes({ key: 259, minLength: 1, maxLength: 32 })),
  swname: Type.Optional(Type.String({ key: 270 })),
  swversion: version(271),
  oemboot: Type.Optional(Type.Boolean({ key: 262, description: "The manufacturer authorized the boot" })),
  dbgstat: Type.Optional(debugStatus),
  hwversion: version(260),
  manifests: Type.Optional(Type.Array(manifest, { key: 272, minItems: 1 })),
};

const nonce = Type.Union([Bytes({ minLength: 8, maxLength: 64 }), Type.Array(Bytes(), { minItems: 2 })], {
  key: 10,
});

/**
 * Claims, a token of its own as bytes, or the digest of claims that are carried elsewhere. The items of the digest have no
 * names, since it would be an object in memory as the claims are; for the same reason the token remains as its bytes.
 */
const submodule = Type.Union([
  Type.Object({ nonce: Type.Optional(nonce), ...claims }),
  Bytes(),
  Type.Tuple([Type.Integer(), Bytes()]),
]);

/** Whole seconds: RFC 9711 §4.3.1 takes no floats here. */
const seconds = (key: number) => Type.Optional(Timestamp({ value: "bigint", json: "number", key }));

const token = Type.Object({
  nonce,
  ueid: Type.Optional(Bytes({ key: 256, minLength: 7, maxLength: 33 })),
  ...claims,
  exp: seconds(4),
  iat: seconds(6),
  // Two private claims of the example of a key store.
  use: Type.Optional(Type.String({ key: -80000 })),
  publicKey: Type.Optional(coseKey({ key: -80001 })),
  submods: Type.Optional(Type.Record(Type.String(), submodule, { key: 266 })),
});

const ueid = "0198f50a4ff6c05861c8860d13a638ea";
const hardwareBlock =
  "a60a4cd79b964ddd5471c1393c8888190100500198f50a4ff6c05861c8860d13a638ea19010219faf2190106f5190107031901048263332e3101";
const digest = "ab86f765643aabfd09c84eebe150b7f61bc24804cee75e90c5f99cb850fe808f";
const entity = (entityName: string, role: "tagCreator" | "softwareCreator") => ({ entityName, role });

/** What the manifests of the examples say, in memory and in JSON alike. */
const software = {
  tee: {
    tagId: "3a24",
    tagVersion: 1,
    softwareName: "Acme TEE OS",
    softwareVersion: "3.1.4",
    entity: [entity("Acme TEE OS", "tagCreator"), entity("Acme TEE OS", "softwareCreator")],
    payload: { file: { fsName: "acme_tee_3.exe" } },
  },
  carbonite: {
    tagId: "7bb3487f",
    tagVersion: 0,
    softwareName: "Carbonite",
    softwareVersion: "1.2",
    versionScheme: "multipartnumeric" as const,
    entity: entity("Industrial Automation", "softwareCreator"),
  },
  droid: {
    tagId: "s7e74kx8",
    tagVersion: 0,
    softwareName: "Droid OS",
    softwareVersion: "R2.D2",
    versionScheme: "alphanumeric" as const,
    entity: entity("Industrial Automation", "softwareCreator"),
  },
};
const publicKey = {
  x: "65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d",
  y: "1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c",
  kid: "36675c206f96236c3f51f54637b94ced",
};

/** The block of hardware as a value, or as JSON: they differ in what becomes of bytes. */
const hardware = <Binary>(bytes: (hex: string) => Binary) => ({
  nonce: bytes("d79b964ddd5471c1393c8888"),
  ueid: bytes(ueid),
  oemid: 64242,
  oemboot: true,
  dbgstat: "disabled-permanently" as const,
  hwversion: { version: "3.1", scheme: "multipartnumeric" as const },
});

testProtocol("an EAT Claims-Set", {
  payload: token,
  vectors: [
    {
      // The bytes are those of the payload in A.2.1.
      from: "RFC 9711, A.1: a block of hardware for attestation",
      hex: hardwareBlock,
      value: hardware(fromHex),
      json: hardware(base64),
    },
    {
      from: "RFC 9711, A.1: a submodule by its digest",
      hex: "a70a4c3515744961254b41a6cf9c02190100500198f50a4ff6c05861c8860d13a638ea19010219faf2190106f5190107031901048263332e310119010aa163544545822f5820ab86f765643aabfd09c84eebe150b7f61bc24804cee75e90c5f99cb850fe808f",
      value: {
        nonce: fromHex("3515744961254b41a6cf9c02"),
        ueid: fromHex(ueid),
        oemid: 64242,
        oemboot: true,
        dbgstat: "disabled-permanently",
        hwversion: { version: "3.1", scheme: "multipartnumeric" },
        submods: { TEE: [-16, fromHex(digest)] },
      },
      json: {
        nonce: base64("3515744961254b41a6cf9c02"),
        ueid: base64(ueid),
        oemid: 64242,
        oemboot: true,
        dbgstat: "disabled-permanently",
        hwversion: { version: "3.1", scheme: "multipartnumeric" },
        submods: { TEE: [-16, base64(digest)] },
      },
    },
    {
      // The bytes are those of the claims in A.2.2.
      from: "RFC 9711, A.1: a trusted execution environment",
      hex: "a40a5048df7b172d70b5a18935d0460a73dd71190106f51901070219011081821901025858a60064336132340c01016b41636d6520544545204f530d65332e312e340282a2181f6b41636d6520544545204f53182101a2181f6b41636d6520544545204f5318210206a111a118186e61636d655f7465655f332e657865",
      value: {
        nonce: fromHex("48df7b172d70b5a18935d0460a73dd71"),
        oemboot: true,
        dbgstat: "disabled-since-boot",
        manifests: [{ contentType: 258, manifest: software.tee }],
      },
      json: {
        nonce: base64("48df7b172d70b5a18935d0460a73dd71"),
        oemboot: true,
        dbgstat: "disabled-since-boot",
        manifests: [{ contentType: 258, manifest: software.tee }],
      },
    },
    {
      from: "RFC 9711, A.1: submodules for the board and the device",
      hex: "ab0a50e253cabedc9eec24ac4e25bcbeaf7765190100500198f50a4ff6c05861c8860d13a638ea1901024389482319010350549dcecc8b987c737b44e40f7c635ce81901048265312e332e340119010e6741636d65204f5319010f8265332e352e3501190106f519010703061a5afd322e19010aa265626f617264a3190102509bef8787eba13e2c8f6e7cb4b1f4619a19010350ee80f5a66c1fb9742999a8fdab9308931901048264322e30610266646576696365a219010219ef321901048263342e3001",
      // There the version of the hardware comes before the name of the software.
      written:
        "ab0a50e253cabedc9eec24ac4e25bcbeaf7765190100500198f50a4ff6c05861c8860d13a638ea1901024389482319010350549dcecc8b987c737b44e40f7c635ce819010e6741636d65204f5319010f8265332e352e3501190106f5190107031901048265312e332e3401061a5afd322e19010aa265626f617264a3190102509bef8787eba13e2c8f6e7cb4b1f4619a19010350ee80f5a66c1fb9742999a8fdab9308931901048264322e30610266646576696365a219010219ef321901048263342e3001",
      value: {
        nonce: fromHex("e253cabedc9eec24ac4e25bcbeaf7765"),
        ueid: fromHex(ueid),
        oemid: fromHex("894823"),
        hwmodel: fromHex("549dcecc8b987c737b44e40f7c635ce8"),
        swname: "Acme OS",
        swversion: { version: "3.5.5", scheme: "multipartnumeric" },
        oemboot: true,
        dbgstat: "disabled-permanently",
        hwversion: { version: "1.3.4", scheme: "multipartnumeric" },
        iat: 1526542894n,
        submods: {
          board: {
            oemid: fromHex("9bef8787eba13e2c8f6e7cb4b1f4619a"),
            hwmodel: fromHex("ee80f5a66c1fb9742999a8fdab930893"),
            hwversion: { version: "2.0a", scheme: "multipartnumeric+suffix" },
          },
          device: { oemid: 61234, hwversion: { version: "4.0", scheme: "multipartnumeric" } },
        },
      },
      json: {
        nonce: base64("e253cabedc9eec24ac4e25bcbeaf7765"),
        ueid: base64(ueid),
        oemid: base64("894823"),
        hwmodel: base64("549dcecc8b987c737b44e40f7c635ce8"),
        swname: "Acme OS",
        swversion: { version: "3.5.5", scheme: "multipartnumeric" },
        oemboot: true,
        dbgstat: "disabled-permanently",
        hwversion: { version: "1.3.4", scheme: "multipartnumeric" },
        iat: 1526542894,
        submods: {
          board: {
            oemid: base64("9bef8787eba13e2c8f6e7cb4b1f4619a"),
            hwmodel: base64("ee80f5a66c1fb9742999a8fdab930893"),
            hwversion: { version: "2.0a", scheme: "multipartnumeric+suffix" },
          },
          device: { oemid: 61234, hwversion: { version: "4.0", scheme: "multipartnumeric" } },
        },
      },
    },
    {
      from: "RFC 9711, A.1: a key store, with private claims",
      hex: "a90a581899b67438dba40743266f70bf75feb1026d513497a229bfe8190106f5190107021901108182190102583ca6006837626233343837660c000169436172626f6e6974650d63312e320e0102a2181f75496e647573747269616c204175746f6d6174696f6e182102041a6169cf32061a6169b3183a0001387f6b66696e6765727072696e743a00013880a50102025036675c206f96236c3f51f54637b94ced200221582065eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d2258201e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c19010aa164484c4f53a30a488b0b28782a23d3f6190106f51901108182190102583da6006873376537346b78380c00016844726f6964204f530d6552322e44320e0302a2181f75496e647573747269616c204175746f6d6174696f6e182102",
      // There the type of the key comes first.
      written:
        "a90a581899b67438dba40743266f70bf75feb1026d513497a229bfe8190106f5190107021901108182190102583ca6006837626233343837660c000169436172626f6e6974650d63312e320e0102a2181f75496e647573747269616c204175746f6d6174696f6e182102041a6169cf32061a6169b3183a0001387f6b66696e6765727072696e743a00013880a5200221582065eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d2258201e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c0102025036675c206f96236c3f51f54637b94ced19010aa164484c4f53a30a488b0b28782a23d3f6190106f51901108182190102583da6006873376537346b78380c00016844726f6964204f530d6552322e44320e0302a2181f75496e647573747269616c204175746f6d6174696f6e182102",
      value: {
        nonce: fromHex("99b67438dba40743266f70bf75feb1026d513497a229bfe8"),
        oemboot: true,
        dbgstat: "disabled-since-boot",
        manifests: [{ contentType: 258, manifest: software.carbonite }],
        exp: 1634324274n,
        iat: 1634317080n,
        use: "fingerprint",
        publicKey: {
          crv: "P-384",
          x: fromHex(publicKey.x),
          y: fromHex(publicKey.y),
          kty: 2,
          kid: fromHex(publicKey.kid),
        },
        submods: {
          HLOS: {
            nonce: fromHex("8b0b28782a23d3f6"),
            oemboot: true,
            manifests: [{ contentType: 258, manifest: software.droid }],
          },
        },
      },
      json: {
        nonce: base64("99b67438dba40743266f70bf75feb1026d513497a229bfe8"),
        oemboot: true,
        dbgstat: "disabled-since-boot",
        manifests: [{ contentType: 258, manifest: software.carbonite }],
        exp: 1634324274,
        iat: 1634317080,
        use: "fingerprint",
        publicKey: {
          crv: "P-384",
          x: base64(publicKey.x),
          y: base64(publicKey.y),
          kty: 2,
          kid: base64(publicKey.kid),
        },
        submods: {
          HLOS: {
            nonce: base64("8b0b28782a23d3f6"),
            oemboot: true,
            manifests: [{ contentType: 258, manifest: software.droid }],
          },
        },
      },
    },
  ],
  refused: {
    "a wrong type": [
      "a20a4800010203040506071901066474727565",
      "unexpected at byte 14, /oemboot: expected true or false, found text",
    ],
    "a missing member": [
      "a1190106f5",
      'unexpected at byte 0: expected the member "nonce" (key 10), a byte string of 8 to 64 bytes, or an array of at least 2 items, found no such member',
    ],
    "an extra member": [
      "a20a48000102030405060719010b00",
      'unexpected at byte 11, /267: expected no members but "nonce" (key 10), "ueid" (key 256), "oemid" (key 258), "hwmodel" (key 259), "swname" (key 270), "swversion" (key 271), "oemboot" (key 262), "dbgstat" (key 263), …, found another key',
    ],
  },
});

const signature =
  "9b9b2f5e470000f6a20c8a4157b5763fc45be7599a5334028517768c21affb845a56ab557e0c8973a07417391243a79c478562d285612e292c622162ab233787";

testProtocol("an EAT as a signed CWT", {
  payload: Tagged(61, sign1(Embedded(token))),
  vectors: [
    {
      from: "RFC 9711, A.2.1",
      hex: `d83dd28443a10126a0583a${hardwareBlock}5840${signature}`,
      value: {
        protected: { alg: -7 },
        unprotected: {},
        payload: hardware(fromHex),
        signature: fromHex(signature),
      },
      json: {
        protected: { alg: -7 },
        unprotected: {},
        payload: hardware(base64),
        signature: base64(signature),
      },
    },
  ],
  refused: {
    "a wrong type": [
      "d83dd28443a10126a0a040",
      "unexpected at byte 9, /payload: expected a byte string with a map, found map",
    ],
    "a missing member": [
      "d83dd28343a10126a040",
      "unexpected at byte 3: expected an array of 4, found one of 3",
    ],
    "an extra member": [
      "d83dd28543a10126a0404040",
      "unexpected at byte 3: expected an array of 4, found one of 5",
    ],
  },
});
