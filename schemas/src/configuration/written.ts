import { Open, Type } from "@wirebook/codec";
import { sources } from "../sources.ts";
import { knownParameters } from "./reported.ts";

/** A parameter as a person writes it: an integer may come as digits. */
type Written<Parameter extends Type.TSchema> =
  Parameter extends Type.TOptional<Type.TInteger>
    ? Type.TOptional<Type.TUnion<[Type.TInteger, Type.TString]>>
    : Parameter;

type WrittenParameters<Parameters extends Type.TProperties> = {
  [Name in keyof Parameters]: Written<Parameters[Name]>;
};

interface IntegerSchema {
  readonly type: "integer";
  readonly minimum?: number;
  readonly maximum?: number;
}

interface TextSchema {
  readonly type: "string";
  readonly pattern?: string;
}

/** The range holds for the number; of the text, only that it is an integer is checked. */
function integerOrDigits({ type: _, minimum, maximum, ...words }: IntegerSchema) {
  const range = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
  return Type.Optional(Type.Union([Type.Integer(range), Type.String({ pattern: "^-?[0-9]+$" })], words));
}

/** For what is text to the device and a number in the tables of its manual. */
function textOrInteger({ type: _, pattern, ...words }: TextSchema) {
  const text = Type.String({ ...(pattern !== undefined && { pattern }) });
  return Type.Optional(Type.Union([text, Type.Integer({ minimum: 0 })], words));
}

function written<Parameters extends Type.TProperties>(parameters: Parameters) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      Type.IsInteger(parameter) ? integerOrDigits(parameter) : parameter,
    ]),
  ) as WrittenParameters<Parameters>;
}

/**
 * A configuration as a backend sends it: any part of the parameters. Public examples write one and the same parameter
 * as a number here and as text there, so both are taken where that happens.
 *
 * @see {@link https://lobaro.github.io/iot/platform/devices/downlinks | Downlinks}
 */
export const writtenConfiguration = Open(
  {
    ...written(knownParameters),
    Operator: textOrInteger(knownParameters.Operator),
    Band: textOrInteger(knownParameters.Band),
    PIN: textOrInteger(knownParameters.PIN),
  },
  {
    description: "The parameters to change, by name; the others stay as they are",
    source: sources.downlinks,
  },
);
