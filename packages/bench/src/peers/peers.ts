import { typedArrays } from "../corpus/kinds.ts";
import { megabyte } from "../corpus/megabyte.ts";
import { compileValibot } from "../schema/valibot.ts";
import { compileZod } from "../schema/zod.ts";
import { avsc } from "./avsc.ts";
import { cborX, cborXCopies } from "./cbor-x.ts";
import { cbor2 } from "./cbor2.ts";
import { cborg, cborgMaps } from "./cborg.ts";
import { json } from "./json.ts";
import { alone, checked, withAjv } from "./library.ts";
import { msgpackr } from "./msgpackr.ts";
import type { Peer } from "./peer.ts";
import { protobufEs } from "./protobuf-es.ts";
import { protobufjs } from "./protobufjs.ts";
import { wirebook } from "./wirebook.ts";

/** The peer that the targets are set against. */
export const rival = "cbor-x + Ajv";

/** Peers than which ours has to be faster on each of the three messages. */
export const slower = ["cbor-x", "avsc", "protobufjs", "@bufbuild/protobuf", "JSON.parse + Ajv"];

const oracle = alone("cbor2", cbor2);
const withNames = alone("cborg", cborg);
const packed = withAjv("msgpackr + Ajv", msgpackr);
const withIntegers = alone("cborg", cborgMaps);

/** Everyone, ours first. */
export const peers: readonly Peer[] = [
  wirebook,
  alone("cbor-x", cborX),
  withAjv(rival, cborX),
  { name: "cborg", prepare: (one) => (one.wire === undefined ? withNames : withIntegers).prepare(one) },
  { name: "cbor2", prepare: (one) => (one === megabyte ? undefined : oracle.prepare(one)) },
  packed,
  json,
  avsc,
  protobufjs,
  protobufEs,
];

/** The rival, with byte strings of their own. */
export const copying = "cbor-x, copyBuffers + Ajv";

/** Whom the messages of others are measured against: what can read any CBOR, and a schema to check it by. */
export const fieldPeers: readonly Peer[] = [
  wirebook,
  alone("cbor-x", cborX),
  withAjv(rival, cborX),
  withAjv(copying, cborXCopies),
  checked("cbor-x + Zod", cborX, compileZod),
  checked("cbor-x + Valibot", cborX, compileValibot),
  { name: "msgpackr + Ajv", prepare: (one) => (one === typedArrays ? undefined : packed.prepare(one)) },
  json,
];
