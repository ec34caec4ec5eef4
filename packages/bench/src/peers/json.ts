import type { Case } from "../corpus/case.ts";
import { compileForJson, compileForMemory } from "../schema/ajv.ts";
import { schemaOf } from "../schema/json.ts";
import { type Peer, plain } from "./peer.ts";

/** JSON text as bytes: `JSON.parse`, Ajv, and base64 to bytes for a value; Ajv, base64 and `JSON.stringify` back. */
export const json: Peer = {
  name: "JSON.parse + Ajv",
  prepare(one: Case) {
    const { textToBytes } = one;
    if (textToBytes === undefined) return undefined;
    const isJson = compileForJson(schemaOf(one));
    const isValue = compileForMemory(schemaOf(one));
    const parse = (payload: Uint8Array) => {
      const read = JSON.parse((payload as Buffer).toString("utf8"));
      if (!isJson(read)) throw new TypeError("not what the schema says");
      return read;
    };
    return {
      payload: Buffer.from(JSON.stringify(one.toJson(one.value))),
      value: one.value,
      decode: (payload) => textToBytes(parse(payload)),
      transcode: (payload) => JSON.stringify(parse(payload)),
      encode(value) {
        if (!isValue(value)) throw new TypeError("not what the schema says");
        return Buffer.from(JSON.stringify(one.toJson(value)));
      },
      comparable: plain,
    };
  },
};
