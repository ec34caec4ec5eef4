import {
  Interface as TypeBoxInterface,
  Omit as TypeBoxOmit,
  Partial as TypeBoxPartial,
  Pick as TypeBoxPick,
  ReadonlyObject as TypeBoxReadonlyObject,
  Required as TypeBoxRequired,
} from "typebox";

type Words = Readonly<Record<string, unknown>>;

/** Makes an object of another one as TypeBox does, which drops what is said of the whole: that it is open, or a secret. */
function keeping<Make extends (...given: never[]) => unknown>(make: Make): Make {
  return ((...given: never[]) => {
    const type: Words = given[0] as never;
    const made = make(...given) as Words;
    const parts = Array.isArray(type) ? type : (type.anyOf ?? type.allOf);
    // An example would be one of the other object.
    const kept = { ...type, required: undefined, default: undefined, examples: undefined, ...made };
    if (!parts) return Object.assign(made, kept);
    // Those that say how open, how large, behind which tag or how secret they are.
    if ((parts as Words[]).some((part) => /Prop|Tag|sens/.test(`${Object.keys(part)}`)))
      throw new TypeError("expected one object, or several plain ones");
    return made;
  }) as Make;
}

/** `Type.Partial`, of which what is said of the whole object is kept. */
export const Partial = keeping(TypeBoxPartial);
/** `Type.Required`, in the same way. */
export const Required = keeping(TypeBoxRequired);
/** `Type.Pick`, in the same way. */
export const Pick = keeping(TypeBoxPick);
/** `Type.Omit`, in the same way. */
export const Omit = keeping(TypeBoxOmit);
/** `Type.ReadonlyObject`, in the same way. */
export const ReadonlyObject = keeping(TypeBoxReadonlyObject);
/** `Type.Interface`, which is refused where something is said of an object that it extends. */
export const Interface = keeping(TypeBoxInterface);
