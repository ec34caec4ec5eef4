import protobuf from "protobufjs";
import { schemaOf } from "../schema/json.ts";
import { protoMessage, protoText, withEnumNames, withEnumNumbers } from "../schema/proto.ts";
import { type Peer, plain } from "./peer.ts";

const jsonOptions = { ...protobuf.util.toJSONOptions, defaults: true };

/** Its generated code: `Type#setup` makes at run time what `pbjs --target static` writes to a file. */
export const protobufjs: Peer = {
  name: "protobufjs",
  prepare(one) {
    if (!one.plain) return undefined;
    const schema = schemaOf(one);
    const { root } = protobuf.parse(protoText(schema), { keepCase: true });
    const type = root.lookupType(protoMessage).setup();
    const value = type.fromObject(withEnumNumbers(schema, one.value) as Record<string, unknown>);
    return {
      payload: type.encode(value).finish(),
      value,
      decode: (payload) => type.decode(payload),
      transcode: (payload) => JSON.stringify(type.toObject(type.decode(payload), jsonOptions)),
      encode: (given) => type.encode(given as protobuf.Message).finish(),
      comparable: (read) =>
        withEnumNames(schema, plain(type.toObject(read as protobuf.Message, { defaults: true }))),
    };
  },
};
