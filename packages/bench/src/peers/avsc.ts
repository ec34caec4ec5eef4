import avro from "avsc";
import { avroSchema } from "../schema/avro.ts";
import { schemaOf } from "../schema/json.ts";
import { type Peer, plain } from "./peer.ts";

/** Avro, which checks types while it writes. */
export const avsc: Peer = {
  name: "avsc",
  prepare(one) {
    if (!one.plain) return undefined;
    const type = avro.Type.forSchema(avroSchema(schemaOf(one)));
    // It takes bytes in memory from Buffers alone.
    const value = withBuffers(one.value);
    return {
      payload: type.toBuffer(value),
      value,
      decode: (payload) => type.fromBuffer(payload as Buffer),
      transcode: (payload) => JSON.stringify(one.bytesToText(type.fromBuffer(payload as Buffer))),
      encode: (given) => type.toBuffer(given),
      comparable: plain,
    };
  },
};

function withBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return value.map(withBuffers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withBuffers(member)]));
}
