/*
 * Fields that several uplinks carry.
 */
import { Type } from "@wirebook/codec";
import { sources } from "./sources.ts";

/** Supply voltage. @see {@link https://github.com/lobaro/lobaro-parsers | Lobaro's parsers} */
export const vbat = Type.Integer({
  minimum: 0,
  unit: "mV",
  description: "Supply voltage; above 4000 the supply is external",
  source: sources.gatewayParser,
});

/** Temperature of the device. @see {@link https://github.com/lobaro/lobaro-parsers | Lobaro's parsers} */
export const temperature = Type.Integer({
  unit: "1/10 Cel",
  description: "Temperature inside the device, in tenths of a degree",
  source: sources.gatewayParser,
});

/**
 * A single value of which no public source tells the type.
 *
 * @see {@link https://github.com/lobaro/lobaro-parsers | Lobaro's parsers}
 */
export const scalar = (description: string, source: string) =>
  Type.Union([Type.Boolean(), Type.Number(), Type.String()], {
    description: `${description}; its type is not stated publicly`,
    source,
  });

/** Debugging. @see {@link https://github.com/lobaro/lobaro-parsers | Lobaro's parsers} */
export const monitor = scalar("A value for debugging", sources.gatewayParser);
