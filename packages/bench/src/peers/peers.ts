import { megabyte } from "../corpus/megabyte.ts";
import { avsc } from "./avsc.ts";
import { cborX } from "./cbor-x.ts";
import { cbor2 } from "./cbor2.ts";
import { cborg, cborgMaps } from "./cborg.ts";
import { names } from "./field.ts";
import { json } from "./json.ts";
import { alone, withAjv } from "./library.ts";
import { msgpackr } from "./msgpackr.ts";
import type { Peer } from "./peer.ts";
import { protobufEs } from "./protobuf-es.ts";
import { protobufjs } from "./protobufjs.ts";
import { wirebook } from "./wirebook.ts";

/** The peer that the targets are set against. */
export const rival = names.rival;

/** Peers than which ours has to be faster on each of the three messages. */
export const slower = ["cbor-x", "avsc", "protobufjs", "@bufbuild/protobuf", "JSON.parse + Ajv"];

const oracle = alone("cbor2", cbor2);
const withNames = alone("cborg", cborg);
const withIntegers = alone("cborg", cborgMaps);

/** Everyone, ours first. */
export const peers: readonly Peer[] = [
  wirebook,
  alone("cbor-x", cborX),
  withAjv(rival, cborX),
  { name: "cborg", prepare: (one) => (one.wire === undefined ? withNames : withIntegers).prepare(one) },
  { name: "cbor2", prepare: (one) => (one === megabyte ? undefined : oracle.prepare(one)) },
  withAjv("msgpackr + Ajv", msgpackr),
  json,
  avsc,
  protobufjs,
  protobufEs,
];
