import { defineMessage, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const leaf = Type.Object({ v: Type.Number(), u: Type.String() });
const level = <Inner extends Type.TSchema>(inner: Inner) => Type.Object({ id: Type.Integer(), in: inner });

/** Site, building, floor and so on down to the sensor. */
export const deep: Case = field({
  name: "deep",
  about: "maps in twelve levels",
  message: defineMessage({
    name: "up/deep",
    title: "Place of a sensor",
    payload: level(level(level(level(level(level(level(level(level(level(level(leaf))))))))))),
  }),
  value: {
    id: 1,
    in: {
      id: 2,
      in: {
        id: 3,
        in: {
          id: 4,
          in: {
            id: 5,
            in: {
              id: 6,
              in: {
                id: 7,
                in: { id: 8, in: { id: 9, in: { id: 10, in: { id: 11, in: { v: 21.5, u: "Cel" } } } } },
              },
            },
          },
        },
      },
    },
  },
});
