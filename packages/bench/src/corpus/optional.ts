import { defineMessage, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const count = Type.Optional(Type.Integer({ minimum: 0 }));
const number = Type.Optional(Type.Number());
const text = Type.Optional(Type.String());
const flag = Type.Optional(Type.Boolean());

/** A station with sensors that are not all fitted. */
export const halfAbsent: Case = field({
  name: "half-absent",
  about: "24 optional members, half of them absent",
  message: defineMessage({
    name: "up/station",
    title: "Weather station",
    payload: Type.Object({
      temperature: number,
      humidity: number,
      pressure: number,
      wind: number,
      gust: number,
      direction: count,
      rain: number,
      rainToday: number,
      solar: number,
      uv: number,
      soil1: number,
      soil2: number,
      leaf: count,
      pm25: count,
      pm10: count,
      co2: count,
      noise: number,
      lightning: count,
      battery: count,
      mains: flag,
      door: flag,
      name: text,
      firmware: text,
      note: text,
    }),
  }),
  value: {
    temperature: 21.5,
    pressure: 1013.25,
    gust: 7.2,
    rain: 0.2,
    solar: 412.5,
    soil1: 33.3,
    leaf: 4,
    pm10: 17,
    noise: 41.8,
    battery: 3610,
    door: false,
    firmware: "1.12.0",
  },
});
