import { diagnose, type Example, inspect, type Json, type Message } from "@wirebook/codec";
import { exportNameOf } from "@wirebook/codec/compile";
import { readPlan } from "@wirebook/codec/plan";
import type { PluginOptions } from "../options.ts";
import { type Annotation, annotate } from "../shared/annotate.ts";
import { fit } from "../shared/fit.ts";
import { mask } from "./mask.ts";
import { publishLine } from "./publish.ts";
import { typescriptExample } from "./typescript.ts";

/** What the forms of an example need to know of the options. */
export type ExampleOptions = Pick<PluginOptions, "importFrom" | "topic" | "broker">;

/** One example in every form that a page shows. */
export interface ExampleForms {
  readonly title: string;
  /** How many bytes its payload has. */
  readonly bytes: number;
  readonly json: string;
  readonly hex: string;
  /** RFC 8949 §8. */
  readonly diagnostic: string;
  readonly typescript: string;
  /** A line for a shell. */
  readonly publish: string;
  /** The payload's first bytes, field by field. */
  readonly annotation: Annotation;
  /** Whether sensitive values were covered. */
  readonly masked: boolean;
}

/** Bytes that a page shows field by field; the playground shows all. */
const MOST_ANNOTATED = 320;

/**
 * Writes an example in all its forms.
 *
 * @throws CodecError when the example does not fit its message type
 */
export function exampleForms(
  message: Message,
  { title, json: given }: Example<unknown>,
  { importFrom, topic, broker }: ExampleOptions,
): ExampleForms {
  const json = mask(given as Json, readPlan(message.schema));
  const masked = JSON.stringify(json) !== JSON.stringify(given);
  const value = message.fromJson(json);
  const payload = message.encode(value);
  const hex = Buffer.from(payload).toString("hex");
  const device = deviceOf(message, json);
  const levels = topic.map(({ name, example }) => (name === "device" ? (device ?? example) : example));
  return {
    title,
    bytes: payload.length,
    json: fit(message.transcode(payload).replaceAll(/"(?:[^"\\]|\\.)*":/g, "$& ")),
    hex,
    diagnostic: fit(diagnose(payload)),
    typescript: typescriptExample(
      message.decode(payload),
      exportNameOf(message.name),
      importFrom.replaceAll("{name}", message.name),
    ),
    publish: publishLine(hex, [...levels, message.name].join("/"), broker),
    annotation: annotate(payload, inspect(payload, message, { reveal: true }), MOST_ANNOTATED),
    masked,
  };
}

/** The id of the device that sent the example, where the message type says which member holds it. */
function deviceOf(message: Message, json: Json): string | undefined {
  const member = message.roles.device;
  if (member === undefined || typeof json !== "object" || json === null || Array.isArray(json))
    return undefined;
  const id = json[member];
  return typeof id === "string" && !/[#+/\s]/.test(id) ? id : undefined;
}
