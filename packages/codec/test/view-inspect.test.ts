/** A view's field in the list of data items: its words, its secrets, and what is on the wire of it. */
import { DecimalFraction, defineMessage, IpAddress, inspect, Timestamp, Type } from "@wirebook/codec";
import { expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";

const message = defineMessage({
  name: "test/inspected",
  title: "Inspected",
  payload: Type.Object({
    at: Timestamp({ tag: "optional", description: "When", key: 1 }),
    price: DecimalFraction({ unit: "EUR/kWh" }),
    host: IpAddress({ sensitive: true }),
  }),
});
const payload = fromHex("a301c100657072696365c482210564686f7374d834447f000001");

test("each item has the words of its field, and a secret is hidden with all inside it", () => {
  const { items, fault } = inspect(payload, message);
  expect(fault).toBeUndefined();
  const told = items
    .filter(({ role }) => role !== "key")
    .map(({ diagnostic, instancePath, unit, description }) => [
      diagnostic,
      instancePath,
      unit ?? description,
    ]);
  expect(told).toEqual([
    ["map(3)", "", undefined],
    ["tag(1)", "/at", "When"],
    ["0", "/at", undefined],
    ["tag(4)", "/price", "EUR/kWh"],
    ["array(2)", "/price", "EUR/kWh"],
    ["-2", "/price/0", undefined],
    ["5", "/price/1", undefined],
    ["[hidden]", "/host", undefined],
    ["[hidden]", "/host", undefined],
  ]);
});

test("a secret is hidden in JSON", () => {
  expect(message.toJson(message.decode(payload), { redact: true })).toEqual({
    at: "1970-01-01T00:00:00Z",
    price: "0.05",
    host: "[hidden]",
  });
});
