import { IsOptional, Tuple as TypeBoxTuple } from "typebox";

/**
 * `Type.Tuple`. Its optional items say how many there are at least: TypeBox lets another number through, and none could be
 * told from its own.
 *
 * @throws TypeError for `minItems` beside an optional item
 */
export const Tuple = ((items: never[], options?: { readonly minItems?: number }): unknown => {
  if (options && "minItems" in options && items.some(IsOptional))
    throw new TypeError("Type.Tuple: expected no minItems beside Type.Optional");
  return TypeBoxTuple(items, options as never);
}) as typeof TypeBoxTuple;
