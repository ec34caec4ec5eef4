/**
 * Attestation objects of Web Authentication. The data of the authenticator is a layout of bytes of its own, at whose end
 * a key of COSE stands.
 *
 * @see {@link https://www.w3.org/TR/webauthn-3/#sctn-attestation | Web Authentication Level 3, with its Test Vectors}
 */
import { Bytes, defineMessage, Type } from "@wirebook/codec";
import { expect, test } from "vitest";
import { fromHex, toHex } from "wirebook-test/checks/data";
import { base64, testProtocol } from "./protocol.ts";

const authData = Bytes({ minLength: 37 });

const attestation = Type.Union([
  Type.Object({ fmt: Type.Literal("none"), attStmt: Type.Object({}), authData }),
  Type.Object({
    fmt: Type.Literal("packed"),
    attStmt: Type.Object({
      alg: Type.Integer(),
      sig: Bytes(),
      x5c: Type.Optional(Type.Array(Bytes(), { minItems: 1 })),
    }),
    authData,
  }),
  Type.Object({
    fmt: Type.Literal("fido-u2f"),
    attStmt: Type.Object({ sig: Bytes(), x5c: Type.Tuple([Bytes()]) }),
    authData,
  }),
]);

const authDataOf = {
  none: "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220",
  self: "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b55d00000000df850e09db6afbdfab51697791506cfc0020455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58ca5010203262001215820eb151c8176b225cc651559fecf07af450fd85802046656b34c18f6cf193843c5225820927b8aa427a2be1b8834d233a2d34f61f13bfd44119c325d5896e183fee484f2",
  packed:
    "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b54d00000000876ca4f52071c3e9b25509ef2cdf7ed60020c9a6f5b3462d02873fea0c56862234f99f081728084e511bb7760201a89054a5a50102032620012158201cf27f25da591208a4239c2e324f104f585525479a29edeedd830f48e77aeae522582059e4b7da6c0106e206ce390c93ab98a15a5ec3887e57f0cc2bece803b920c423",
  u2f: "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b54100000000afb3c2efc054df425013d5c88e79c3c10020a4ba6e2d2cfec43648d7d25c5ed5659bc18f2b781538527ebd492de03256bdf4a5010203262001215820b0d62de6b30f86f0bac7a9016951391c2e31849e2e64661cbd2b13cd7d5508ad225820503b0bda2a357a9a4b34475a28e65b660b4898a9e3e9bbf0820d43494297edd0",
};
const signatureOf = {
  self: "30440220067a20754ab925005dbf378097c92120031581c73228d1fb4f5b881bcd7da98302207fc7b147558c7c0eba3af18bd9d121fa3d3a26d17fe3f220272178f473b6006d",
  packed:
    "304502203f19ec4b229f46ab8c45eff29b904ff10c0390dc40bf1216f04a78f4ceba3425022100fe7041a32759aff05a0f9f26c70a999c7a284451ba89234a1d3483c25e21925b",
  u2f: "3045022100f41887a20063bb26867cb9751978accea5b81791a68f4f4dd6ea1fb6a5c086c302204e5e00aa3895777e6608f1f375f95450045da3da57a0e4fd451df35a31d2d98a",
};
const certificate =
  "30820221308201c8a00302010202110088c220f83c8ef1feafe94deae45faad0300a06082a8648ce3d0403023062311e301c06035504030c15576562417574686e207465737420766563746f7273310c300a060355040a0c0357334331253023060355040b0c1c41757468656e74696361746f72204174746573746174696f6e204341310b30090603550406130241413020170d3234303130313030303030305a180f33303234303130313030303030305a305f311e301c06035504030c15576562417574686e207465737420766563746f7273310c300a060355040a0c0357334331223020060355040b0c1941757468656e74696361746f72204174746573746174696f6e310b30090603550406130241413059301306072a8648ce3d020106082a8648ce3d03010703420004a91ba4389409dd38a428141940ca8feb1ac0d7b4350558104a3777a49322f3798440f378b3398ab2d3bb7bf91322c92eb23556f59ad0a836fec4c7663b0e4dc3a360305e300c0603551d130101ff04023000300e0603551d0f0101ff040403020780301d0603551d0e04160414a589ba72d060842ab11f74fb246bdedab16f9b9b301f0603551d2304183016801445aff715b0dd786741fee996ebc16547a3931b1e300a06082a8648ce3d040302034700304402201726b9d85ecd8a5ed51163722ca3a20886fd9b242a0aa0453d442116075defd502207ef471e530ac87961a88a7f0d0c17b091ffc6b9238d30f79f635b417be5910e7";

const u2fCertificate =
  "30820221308201c7a003020102021004f66dc6542ea7719dea416d325a2401300a06082a8648ce3d0403023062311e301c06035504030c15576562417574686e207465737420766563746f7273310c300a060355040a0c0357334331253023060355040b0c1c41757468656e74696361746f72204174746573746174696f6e204341310b30090603550406130241413020170d3234303130313030303030305a180f33303234303130313030303030305a305f311e301c06035504030c15576562417574686e207465737420766563746f7273310c300a060355040a0c0357334331223020060355040b0c1941757468656e74696361746f72204174746573746174696f6e310b30090603550406130241413059301306072a8648ce3d020106082a8648ce3d0301070342000456fffa7093dede46aefeefb6e520c7ccc78967636e2f92582ba71455f64e93932dff3be4e0d4ef68e3e3b73aa087e26a0a0a30b02dc2aa2309db4c3a2fc936dea360305e300c0603551d130101ff04023000300e0603551d0f0101ff040403020780301d0603551d0e04160414420822eb1908b5cd3911017fbcad4641c05e05a3301f0603551d2304183016801445aff715b0dd786741fee996ebc16547a3931b1e300a06082a8648ce3d040302034800304502200d0b777f0a0b181ad2830275acc3150fd6092430bcd034fd77beb7bdf8c2d546022100d4864edd95daa3927080855df199f1717299b24a5eecefbd017455a9b934d8f6";

/** The members' names with the heads of what follows them, in hex. */
const head = {
  other: "a363666d74646e6f6e656761747453746d74",
  none: "a363666d74646e6f6e656761747453746d74a0",
  self: "a363666d74667061636b65646761747453746d74a263616c6726637369675846",
  packed: "a363666d74667061636b65646761747453746d74a363616c6726637369675847",
  u2f: "a363666d74686669646f2d7532666761747453746d74a2637369675847",
  certificate: "6378356381590225",
  authData: "68617574684461746158a4",
};

testProtocol("an attestation object", {
  payload: attestation,
  vectors: [
    {
      from: "Test Vectors: ES256, no attestation",
      hex: head.none + head.authData + authDataOf.none,
      value: { fmt: "none", attStmt: {}, authData: fromHex(authDataOf.none) },
      json: { fmt: "none", attStmt: {}, authData: base64(authDataOf.none) },
    },
    {
      from: "Test Vectors: ES256, self attestation",
      hex: head.self + signatureOf.self + head.authData + authDataOf.self,
      value: {
        fmt: "packed",
        attStmt: { alg: -7, sig: fromHex(signatureOf.self) },
        authData: fromHex(authDataOf.self),
      },
      json: {
        fmt: "packed",
        attStmt: { alg: -7, sig: base64(signatureOf.self) },
        authData: base64(authDataOf.self),
      },
    },
    {
      from: "Test Vectors: ES256, packed attestation with a certificate",
      hex:
        head.packed + signatureOf.packed + head.certificate + certificate + head.authData + authDataOf.packed,
      value: {
        fmt: "packed",
        attStmt: { alg: -7, sig: fromHex(signatureOf.packed), x5c: [fromHex(certificate)] },
        authData: fromHex(authDataOf.packed),
      },
      json: {
        fmt: "packed",
        attStmt: { alg: -7, sig: base64(signatureOf.packed), x5c: [base64(certificate)] },
        authData: base64(authDataOf.packed),
      },
    },
    {
      from: "Test Vectors: FIDO U2F attestation",
      hex: head.u2f + signatureOf.u2f + head.certificate + u2fCertificate + head.authData + authDataOf.u2f,
      value: {
        fmt: "fido-u2f",
        attStmt: { sig: fromHex(signatureOf.u2f), x5c: [fromHex(u2fCertificate)] },
        authData: fromHex(authDataOf.u2f),
      },
      json: {
        fmt: "fido-u2f",
        attStmt: { sig: base64(signatureOf.u2f), x5c: [base64(u2fCertificate)] },
        authData: base64(authDataOf.u2f),
      },
    },
  ],
  refused: {
    "a wrong type": [
      `${head.none}68617574684461746160`,
      "unexpected at byte 28, /authData: expected a byte string of at least 37 bytes, found text",
    ],
    "a missing member": [
      `a2${head.none.slice(2)}`,
      'unexpected at byte 0: expected the member "authData", a byte string of at least 37 bytes, found no such member',
    ],
    "an extra member": [
      `${head.other}a1616100${head.authData}${authDataOf.none}`,
      "unexpected at byte 19, /attStmt/a: expected no members, found another key",
    ],
  },
});

/** A key on the curve P-256, in the order of members that CTAP demands. */
const credentialPublicKey = Type.Object({
  kty: Type.Literal(2, { key: 1 }),
  alg: Type.Literal(-7, { key: 3 }),
  crv: Type.Literal(1, { key: -1 }),
  x: Bytes({ key: -2, length: 32 }),
  y: Bytes({ key: -3, length: 32 }),
});

test.each(Object.entries(authDataOf))(
  "the key at the end of the data of %s is read and written",
  (_, hex) => {
    const message = defineMessage({ name: "test/key", title: "Public key", payload: credentialPublicKey });
    // Hash, flags and counter, then AAGUID, the length of the identifier, and the identifier itself.
    const key = fromHex(hex).subarray(37 + 16 + 2 + 32);
    const read = message.decode(key);
    expect(toHex(read.x)).toBe(hex.slice(-2 * (32 + 3 + 32), -2 * (3 + 32)));
    expect(toHex(message.encode(read))).toBe(toHex(key));
  },
);
