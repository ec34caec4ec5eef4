/**
 * Views: what plain content means, where that is something else: a time as an integer, an enum as a number.
 *
 * @module
 */
import type { JsonSchema } from "./json-schema.ts";

/**
 * The conversions of a view. Each answers `undefined` for what it refuses: then the fault says what the view expects.
 * They take whatever there is, but for `fromWire`, which gets a value of the base's plan, and `toJson`, which gets a
 * value that `toWire` takes.
 */
export interface View {
  /**
   * The base's value in memory to that of the view.
   *
   * @param which - which of its bases it is
   */
  fromWire(base: unknown, which: number): unknown;
  /** The value in memory to that of the base. */
  toWire(value: unknown): unknown;
  /** Which of its bases a value is written as that `toWire` takes; without, the first. */
  which?(value: unknown): number;
  /** The value in memory to its JSON form. */
  toJson(value: unknown): unknown;
  /** Whether the value is an array of finite numbers, and its JSON form the same ones. */
  readonly isNumbers?: boolean;
  /** Whether nothing of what it reads is a part of the value: the bytes that it is given may be another's. */
  readonly copies?: true;
  /** The JSON form to the value in memory. */
  fromJson(json: unknown): unknown;
}

/** Makes a view of its parameters, which are plain data. */
export type MakeView = (parameters?: JsonSchema) => View;

/** The views that a program has fields of, by name. */
const makers = new Map<string, MakeView>();

/**
 * Makes a view known. Its builder does that when it is called, so that a page which does not call it is not sent the view.
 */
export function knowView(name: string, make: MakeView): void {
  makers.set(name, make);
}

/** Whether a view is known. */
export function isKnownView(name: unknown): boolean {
  return makers.has(name as string);
}

/** Makes a view; `undefined` where it is not known, as where a schema is read by a tool that converts nothing. */
export function makeView(name: string, parameters: JsonSchema): View | undefined {
  return makers.get(name)?.(parameters);
}
