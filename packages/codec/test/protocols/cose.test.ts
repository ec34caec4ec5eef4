import { createPublicKey, verify } from "node:crypto";
import { Bytes, defineMessage, Type } from "@wirebook/codec";
import { expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { carried, coseKey, mac0, protectedAlgorithm, protectedHeaders, sign1, toBeSigned } from "./cose.ts";
import { base64, testProtocol } from "./protocol.ts";

const content = "546869732069732074686520636f6e74656e742e";
const signature =
  "8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36";
const signed = `d28443a10126a104423131 54${content} 5840${signature}`.replaceAll(" ", "");

testProtocol("COSE_Sign1", {
  payload: sign1(carried),
  vectors: [
    {
      from: "RFC 9052, C.2.1",
      hex: signed,
      value: {
        protected: { alg: -7 },
        unprotected: { kid: fromHex("3131") },
        payload: fromHex(content),
        signature: fromHex(signature),
      },
      json: {
        protected: { alg: -7 },
        unprotected: { kid: "MTE=" },
        payload: base64(content),
        signature: base64(signature),
      },
    },
    {
      from: "RFC 9052, 4.2: a payload that is carried elsewhere",
      hex: "d28443a10126a0f640",
      value: { protected: { alg: -7 }, unprotected: {}, payload: null, signature: fromHex("") },
      json: { protected: { alg: -7 }, unprotected: {}, payload: null, signature: "" },
    },
  ],
  refused: {
    "a wrong type": [
      "d28443a10126a1046231314040",
      "unexpected at byte 8, /unprotected/kid: expected a byte string, found text",
    ],
    "a missing member": ["d28343a10126a040", "unexpected at byte 1: expected an array of 4, found one of 3"],
    "an extra member": [
      "d28443a10126a2044231311863404040",
      'unexpected at byte 11, /unprotected/99: expected no members but "alg" (key 1), "kid" (key 4), "iv" (key 5), found another key',
    ],
  },
});

testProtocol("COSE_Mac0", {
  payload: mac0(carried),
  vectors: [
    {
      from: "RFC 9052, C.6.1",
      hex: "d18443a1010fa054546869732069732074686520636f6e74656e742e48726043745027214f",
      value: {
        protected: { alg: 15 },
        unprotected: {},
        payload: fromHex(content),
        tag: fromHex("726043745027214f"),
      },
      json: { protected: { alg: 15 }, unprotected: {}, payload: base64(content), tag: "cmBDdFAnIU8=" },
    },
  ],
  refused: {
    "a wrong type": ["d18443a1010f804040", "unexpected at byte 6, /unprotected: expected a map, found array"],
    "a missing member": ["d18343a1010fa040", "unexpected at byte 1: expected an array of 4, found one of 3"],
    "an extra member": [
      "d18543a1010fa0404040",
      "unexpected at byte 1: expected an array of 4, found one of 5",
    ],
  },
});

testProtocol("the protected headers of COSE", {
  payload: protectedHeaders,
  vectors: [
    { from: "RFC 9052, C.2.1: ES256", hex: "43a10126", value: { alg: -7 }, json: { alg: -7 } },
    { from: "RFC 9052, 3: none", hex: "40", value: {}, json: {} },
    { from: "RFC 9052, 3: none, in another spelling", hex: "41a0", written: "40", value: {}, json: {} },
  ],
  refused: {
    "a wrong type": ["43a101f5", "unexpected at byte 3, /alg: expected an integer, or text, found boolean"],
    "a missing member": ["42a101", "invalid at byte 3: expected more bytes, found the end of the payload"],
    "an extra member": [
      "44a1186300",
      'unexpected at byte 2, /99: expected no members but "alg" (key 1), "kid" (key 4), "iv" (key 5), found another key',
    ],
  },
});

testProtocol("protected headers that have to name the algorithm", {
  payload: protectedAlgorithm,
  vectors: [
    { from: "RFC 9052, C.2.1: ES256", hex: "43a10126", value: { alg: -7 }, json: { alg: -7 } },
    { from: "RFC 9052, C.6.1: AES-MAC-256/64", hex: "43a1010f", value: { alg: 15 }, json: { alg: 15 } },
  ],
  refused: {
    "a wrong type": ["43a101f5", "unexpected at byte 3, /alg: expected an integer, or text, found boolean"],
    "a missing member": [
      "41a0",
      'unexpected at byte 1: expected the member "alg" (key 1), an integer, or text, found no such member',
    ],
    "an extra member": [
      "46a20126044131",
      'unexpected at byte 4, /4: expected no members but "alg" (key 1), found another key',
    ],
  },
});

/** A key of RFC 9052 C.7.1: its hex, and the parts of it. */
function key(crv: "P-256" | "P-521", x: string, y: string, kid: string) {
  return {
    value: { crv, x: fromHex(x), y: fromHex(y), kty: 2, kid: Uint8Array.from(Buffer.from(kid)) },
    json: { crv, x: base64(x), y: base64(y), kty: 2, kid: Buffer.from(kid).toString("base64") },
  } as const;
}

const keys = [
  key(
    "P-256",
    "65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d",
    "1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c",
    "meriadoc.brandybuck@buckland.example",
  ),
  key(
    "P-256",
    "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff",
    "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e",
    "11",
  ),
  key(
    "P-521",
    "0072992cb3ac08ecf3e5c63dedec0d51a8c1f79ef2f82f94f3c737bf5de7986671eac625fe8257bbd0394644caaa3aaf8f27a4585fbbcad0f2457620085e5c8f42ad",
    "01dca6947bce88bc5790485ac97427342bc35f887d86d65a089377e247e60baa55e4e8501e2ada5724ac51d6909008033ebc10ac999b9d7f5cc2519f3fe1ea1d9475",
    "bilbo.baggins@hobbiton.example",
  ),
  key(
    "P-256",
    "98f50a4ff6c05861c8860d13a638ea56c3f5ad7590bbfbf054e1c7b4d91d6280",
    "f01400b089867804b8e9fc96c3932161f1934f4223069170d924b7e03bf822bb",
    "peregrin.took@tuckborough.example",
  ),
];

testProtocol("COSE_KeySet", {
  payload: Type.Array(coseKey(), { minItems: 1 }),
  vectors: [
    {
      // The RFC prints it in diagnostic notation, and says that it is 481 bytes.
      from: "RFC 9052, C.7.1",
      hex: "84a5200121582065eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d2258201e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c01020258246d65726961646f632e6272616e64796275636b406275636b6c616e642e6578616d706c65a52001215820bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff22582020138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e010202423131a520032158420072992cb3ac08ecf3e5c63dedec0d51a8c1f79ef2f82f94f3c737bf5de7986671eac625fe8257bbd0394644caaa3aaf8f27a4585fbbcad0f2457620085e5c8f42ad22584201dca6947bce88bc5790485ac97427342bc35f887d86d65a089377e247e60baa55e4e8501e2ada5724ac51d6909008033ebc10ac999b9d7f5cc2519f3fe1ea1d9475010202581e62696c626f2e62616767696e7340686f626269746f6e2e6578616d706c65a5200121582098f50a4ff6c05861c8860d13a638ea56c3f5ad7590bbfbf054e1c7b4d91d6280225820f01400b089867804b8e9fc96c3932161f1934f4223069170d924b7e03bf822bb0102025821706572656772696e2e746f6f6b407475636b626f726f7567682e6578616d706c65",
      value: keys.map(({ value }) => value),
      json: keys.map(({ json }) => json),
    },
  ],
  refused: {
    "a wrong type": [
      "81a4200121410022f60102",
      "unexpected at byte 8, /0/y: expected a byte string, or true or false, found null",
    ],
    "a missing member": [
      "81a320012141000102",
      'unexpected at byte 1, /0: expected the member "y" (key -3), a byte string, or true or false, found no such member',
    ],
    "an extra member": [
      "81a3010420410038634100",
      'unexpected at byte 7, /0/-100: expected no members but "k" (key -1), "kty" (key 1), "kid" (key 2), "alg" (key 3), found another key',
    ],
  },
});

test("the signature of C.2.1 is over what the definitions write", () => {
  const define = <Payload extends Type.TSchema>(payload: Payload) =>
    defineMessage({ name: "test/cose", title: "COSE", payload });
  const read = define(sign1(carried)).decode(fromHex(signed));
  const [, { value: signer }] = keys as [unknown, (typeof keys)[number]];
  expect(read.unprotected.kid).toEqual(signer.kid);
  const data = define(toBeSigned(Bytes())).encode({
    context: "Signature1",
    protected: read.protected,
    externalAad: new Uint8Array(),
    payload: read.payload ?? new Uint8Array(),
  });
  const jwk = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  const publicKey = createPublicKey({
    format: "jwk",
    key: { kty: "EC", crv: signer.crv, x: jwk(signer.x), y: jwk(signer.y) },
  });
  expect(verify("sha256", data, { key: publicKey, dsaEncoding: "ieee-p1363" }, read.signature)).toBe(true);
});
