import { byteStrings, floats, integers, smallMaps } from "./arrays.ts";
import { batch } from "./batch.ts";
import type { Case } from "./case.ts";
import { config } from "./config.ts";
import { coseKey, coseSign1, cwt, embedded } from "./cose.ts";
import { deep } from "./deep.ts";
import { chunk1k, chunk16k, chunk64 } from "./firmware.ts";
import { integerKeys } from "./integer-keys.ts";
import { arrayStructs, bigIntegers, pump, recursive, typedArrays } from "./kinds.ts";
import { log, traces } from "./log.ts";
import { lwm2m } from "./lwm2m.ts";
import { megabyte } from "./megabyte.ts";
import { loadCurve, readings } from "./meter.ts";
import { open } from "./open.ts";
import { halfAbsent } from "./optional.ts";
import { integerRecords, records } from "./records.ts";
import { senml } from "./senml.ts";
import { status } from "./status.ts";
import {
  chinese,
  emoji,
  french,
  german,
  longChinese,
  longGerman,
  longRussian,
  mixedTexts,
  russian,
} from "./texts.ts";
import { track, tracker } from "./tracker.ts";
import { unions } from "./unions.ts";
import { vendor } from "./vendor.ts";

/** The three messages that the first targets are about. */
export const mainCases: readonly Case[] = [status, batch, config];

/** The messages that the bench began with: of gateways, and one that is as large as can be. */
export const corpus: readonly Case[] = [...mainCases, open, integerKeys, megabyte];

/** Messages as others send them. */
export const field: readonly Case[] = [
  senml,
  coseSign1,
  coseKey,
  cwt,
  embedded,
  lwm2m,
  tracker,
  track,
  loadCurve,
  readings,
  log,
  traces,
  german,
  french,
  russian,
  chinese,
  emoji,
  mixedTexts,
  longGerman,
  longRussian,
  longChinese,
  chunk64,
  chunk1k,
  chunk16k,
  integers,
  floats,
  byteStrings,
  smallMaps,
  halfAbsent,
  unions,
  records,
  integerRecords,
  vendor,
  deep,
  pump,
  typedArrays,
  bigIntegers,
  arrayStructs,
  recursive,
];

/** All of them but the megabyte, which is a matter of its own. */
export const everyCase: readonly Case[] = [...corpus.filter((one) => one !== megabyte), ...field];

/** As many message types as a backend may know, of all kinds. */
export const fourteen: readonly Case[] = [
  ...everyCase.slice(0, 5),
  senml,
  tracker,
  readings,
  log,
  german,
  chunk1k,
  halfAbsent,
  unions,
  pump,
];
