import { Type } from "@wirebook/codec";

/** The members around the data of every message; the number is a plain integer, so that no peer has to map it. */
export function envelope<Name extends string, Data extends Type.TSchema>(name: Name, d: Data) {
  return Type.Object({
    i: Type.String({ pattern: "^(urn:dev:mac:)?[0-9A-Fa-f]{16}$" }),
    n: Type.Integer({ minimum: 0 }),
    q: Type.Literal(name),
    d,
  });
}
