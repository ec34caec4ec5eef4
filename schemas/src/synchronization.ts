/**
 * Fields of the synchronization. The order of its messages, their deadlines and what they are for are Lobaro's; how
 * the data looks is not stated publicly, so the names and types here are a profile of our own.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 * @module
 */
import { Bytes, Type } from "@wirebook/codec";
import { sources } from "./sources.ts";

/** What is to be said of data that no public source describes. */
export const profile = (description: string) => ({
  description: `${description}. ${sources.wirebook}`,
  source: sources.wirebook,
});

/** Tag of a configuration: made anew at random by the backend each time the configuration changes. */
export const etag = Bytes({
  minLength: 1,
  maxLength: 16,
  description: "Tag of a configuration, made anew at random by the backend whenever that changes",
});

/** Name of a firmware image. */
export const imageName = (description: string) => Type.String({ minLength: 1, description });

/** Offset of a chunk in its image. */
export const offset = Type.Integer({
  minimum: 0,
  unit: "B",
  description: "Where the chunk begins in the image",
});

/** The most bytes that one chunk may have. */
export const CHUNK_BYTES = 4096;

/** Either a value or null. */
export const orNull = <Value extends Type.TSchema>(value: Value, description: string) =>
  Type.Union([value, Type.Null()], { description });
