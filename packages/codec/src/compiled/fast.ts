import type { Engine } from "../engine.ts";
import type { Interpreted } from "../interpreted/interpreted.ts";
import { plainJson } from "../json/plain-json.ts";
import type { ToJsonOptions } from "../json/to-json.ts";
import type { Json } from "../plan/json-schema.ts";
import { holdsSecrets, holdsViews, isUndescribed, type Plan, someIn, whenAsked } from "../plan/plan.ts";
import { hasMetList } from "./runtime/lists.ts";
import { takeStop } from "./runtime/stop.ts";

/** The functions made for a message type; in pages, it is but one. Each answers `undefined` where it does not want to decide. */
export interface Fast {
  decode(payload: Uint8Array): unknown;
  encode?(value: unknown): Uint8Array<ArrayBuffer> | undefined;
  transcode?(payload: Uint8Array): string | undefined;
}

/** Puts functions made for a message type in front of the engine that explains and decides what they leave. */
export function withFast(fast: Fast, slow: Interpreted, plan: Plan): Engine {
  const hasViews = whenAsked(() => holdsViews(plan));
  const isExact = whenAsked(() => !hasViews() && !rounds(plan));
  const hasSecrets = whenAsked(() => holdsSecrets(plan));
  const isOpen = whenAsked(() => isUndescribed(plan));

  function decode(payload: Uint8Array): unknown {
    const value = fast.decode(payload);
    // Not `??`: null is a value that a payload can hold.
    return value === undefined ? slow.decide(payload, takeStop()) : value;
  }

  /** What can be written fits; and what is read of it has its members in order. */
  function writtenJson(value: unknown): Json | undefined {
    const payload = fast.encode?.(value);
    // What has lists takes more to be written and read than to be converted.
    const read = hasMetList() ? undefined : payload && fast.decode(payload);
    return read === undefined ? undefined : plainJson(read, isOpen());
  }

  function toJson(value: unknown, options?: ToJsonOptions): Json {
    const isWritten = plan.kind !== "any" && isExact() && !(options?.redact && hasSecrets());
    const json = isWritten ? writtenJson(value) : undefined;
    return json === undefined ? slow.toJson(value, options) : json;
  }

  return {
    ...slow,
    toJson,
    decode,
    encode: (value) => fast.encode?.(value) ?? slow.encode(value),
    transcode: (payload) => fast.transcode?.(payload) ?? slow.readToText(decode(payload)),
  };
}

/** Whether writing a value of this plan may change it: a number becomes what 32 bits hold of it. */
function rounds(plan: Plan): boolean {
  return someIn(plan, isRounded);
}

/** The same of a value that holds no others. */
function isRounded(plan: Plan): boolean {
  switch (plan.kind) {
    case "number":
      return plan.width === 32;
    case "array":
    case "tuple":
    case "object":
    case "record":
    case "tagged":
    case "embedded":
    case "union":
    case "view":
    case "integer":
    case "wide-integer":
    case "text":
    case "bytes":
    case "boolean":
    case "null":
    case "literal":
    case "any":
      return false;
  }
}
