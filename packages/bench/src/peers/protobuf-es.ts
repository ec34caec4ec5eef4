import {
  create,
  createFileRegistry,
  type DescMessage,
  fromBinary,
  type Message,
  type MessageInitShape,
  toBinary,
  toJsonString,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor.js";
import { type Schema, schemaOf } from "../schema/json.ts";
import { protoMessage, protoText, withEnumNames, withEnumNumbers } from "../schema/proto.ts";
import { type Peer, plain } from "./peer.ts";

const jsonOptions = { alwaysEmitImplicit: true, useProtoFieldName: true };

/** \@bufbuild/protobuf with a descriptor made at run time: its generated files hold the same descriptor and no code. */
export const protobufEs: Peer = {
  name: "@bufbuild/protobuf",
  prepare(one) {
    if (!one.plain) return undefined;
    const schema = schemaOf(one);
    const type = describe(schema);
    const value = create(type, withEnumNumbers(schema, one.value) as MessageInitShape<DescMessage>);
    return {
      payload: toBinary(type, value),
      value,
      decode: (payload) => fromBinary(type, payload),
      transcode: (payload) => toJsonString(type, fromBinary(type, payload), jsonOptions),
      encode: (given) => toBinary(type, given as Message),
      comparable: (read) => withEnumNames(schema, plain(read)),
    };
  },
};

function describe(schema: Schema): DescMessage {
  const { root } = protobuf.parse(protoText(schema), { keepCase: true });
  const set = root.toDescriptor("proto3");
  for (const field of (set.file ?? []).flatMap(fieldsOf)) {
    // protobufjs writes names as they stand in the text; here they have to be absolute.
    if (field.typeName) field.typeName = `.bench.${field.typeName.split(".").at(-1)}`;
  }
  const bytes = descriptor.FileDescriptorSet.encode(set).finish();
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, bytes)).getMessage(
    protoMessage,
  ) as DescMessage;
}

function fieldsOf(file: descriptor.IFileDescriptorProto): descriptor.IFieldDescriptorProto[] {
  return (file.messageType ?? []).flatMap((message) => message.field ?? []);
}
