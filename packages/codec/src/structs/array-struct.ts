import type { TProperties, TSchema } from "typebox";
import { isPlainObject } from "../json/kinds.ts";
import type { FieldOptions } from "../plan/builders.ts";
import { FURTHER } from "../plan/plan.ts";
import { Type } from "../plan/typebox.ts";
import { bringStructs } from "./bring.ts";

/** How the array of an `ArrayStruct` is read. */
export interface ArrayStructOptions extends FieldOptions {
  /** Keeps items behind its own in the member `further`, which is there only where there are such items. */
  readonly open?: boolean;
}

type Further = ReturnType<
  typeof Type.Optional<ReturnType<typeof Type.Array<ReturnType<typeof Type.Unknown>>>>
>;

/**
 * An array on the wire whose items have names in memory, in JSON and in errors: each in its place, in the order of
 * `properties`. The last ones may be `Type.Optional`.
 *
 * @throws TypeError for items that are no members of a plain object
 * @example ArrayStruct({ temperature: Type.Number(), humidity: Type.Optional(Type.Number()) })
 */
export function ArrayStruct<Properties extends TProperties>(
  properties: Properties,
  options: ArrayStructOptions & { readonly open: true },
): ReturnType<typeof Type.Object<Properties & { [FURTHER]: Further }>>;
export function ArrayStruct<Properties extends TProperties>(
  properties: Properties,
  options?: ArrayStructOptions & { readonly open?: false },
): ReturnType<typeof Type.Object<Properties>>;
export function ArrayStruct(properties: TProperties, options: ArrayStructOptions = {}): TSchema {
  bringStructs();
  const { open = false, ...words } = options;
  if (!isPlainObject(properties))
    throw new TypeError(
      "ArrayStruct: expected items as members of a plain object; __proto__ in a literal names no item, it sets the prototype",
    );
  const names = Object.keys(properties);
  if (open && names.includes(FURTHER))
    throw new TypeError(`ArrayStruct: expected no item to be called "${FURTHER}", which further items are`);
  const further = Type.Optional(Type.Array(Type.Unknown(), { minItems: 1 }));
  const all: TProperties = open ? { ...properties, [FURTHER]: further } : properties;
  return Type.Object(all, { cborArray: names, ...words });
}
