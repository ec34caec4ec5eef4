import { createPlan, devEuiOf, type MessageStep, type Orders, type Step } from "@wirebook/simulator";
import { describe, expect, test } from "vitest";

const orders: Orders = {
  devices: 100,
  rate: 50,
  seed: 7,
  begin: 1_767_225_600,
  faults: {},
  json: 0,
  firstDevEui: "70b3d5e05f000000",
};

function take(more: Partial<Orders>, count: number): Step[] {
  const plan = createPlan({ ...orders, ...more });
  return Array.from({ length: count }, () => plan.next().value);
}
const messagesOf = (steps: readonly Step[]) =>
  steps.filter((step): step is MessageStep => step.kind === "message");
const bytesOf = (steps: readonly Step[]) =>
  messagesOf(steps)
    .map(({ device, payload }) => `${device} ${Buffer.from(payload).toString("hex")}`)
    .join("\n");

const everything = { duplicates: 0.02, gaps: 0.05, bad: 0.03, restarts: 0.01, stormEvery: 40 };

describe("a plan", () => {
  test("is the same for the same orders, byte for byte", () => {
    const more = { faults: everything, json: 0.2 };
    expect(bytesOf(take(more, 5000))).toBe(bytesOf(take(more, 5000)));
  });

  test.each([
    ["seed", { seed: 8 }],
    ["beginning", { begin: 1_800_000_000 }],
  ])("is another one for another %s", (_, more) => {
    expect(bytesOf(take({}, 1000))).not.toBe(bytesOf(take(more, 1000)));
  });

  test("sends as many messages a second as were ordered", () => {
    const steps = messagesOf(take({}, 5001));
    expect(steps.at(-1)?.at).toBe(100);
  });

  test("holds the message types in their shares, after the configuration of each device", () => {
    const steps = messagesOf(take({}, 20_000));
    const shares = (name: string) =>
      steps.filter(({ message }) => message.name === name).length / (steps.length - orders.devices);
    expect(steps.filter(({ message }) => message.name === "up/config").length).toBe(orders.devices);
    for (const [name, share] of [
      ["up/data", 0.5],
      ["up/env", 0.25],
      ["up/status", 0.15],
      ["req/sync", 0.1],
    ] as const) {
      expect(shares(name)).toBeGreaterThan(share * 0.9);
      expect(shares(name)).toBeLessThan(share * 1.1);
    }
  });

  test.each([
    ["cbor", 0, 0],
    ["json", 1, 100],
    ["cbor and json", 0.3, 30],
  ])("writes %s", (_, json, devices) => {
    const steps = messagesOf(take({ json }, 5000));
    const inJson = new Set(steps.filter(({ payload }) => payload[0] === 0x7b).map(({ device }) => device));
    expect(inJson.size).toBe(devices);
    for (const { message, payload, device, number } of steps) {
      const value = inJson.has(device)
        ? message.fromJson(JSON.parse(Buffer.from(payload).toString()))
        : message.decode(payload);
      expect(value).toMatchObject({ i: devEuiOf(device), n: number, q: message.type });
    }
  });
});

describe("a fault", () => {
  test.each([
    ["duplicates", 0.02],
    ["gaps", 0.05],
    ["bad", 0.03],
    ["restarts", 0.01],
  ] as const)("that is ordered happens about as often: %s", (fault, share) => {
    const steps = messagesOf(take({ faults: { [fault]: share } }, 20_000));
    const happened = {
      duplicates: steps.filter(({ duplicate }) => duplicate).length,
      gaps: steps.filter(({ gap }) => gap).length,
      bad: steps.filter(({ good }) => !good).length,
      restarts: steps.filter(({ restart }) => restart).length,
    };
    expect(happened[fault]).toBeGreaterThan(20_000 * share * 0.75);
    expect(happened[fault]).toBeLessThan(20_000 * share * 1.1);
    // A payload that cannot be read takes its number with it; nothing else brings a fault that was not ordered.
    const others = Object.entries(happened).filter(([name]) => name !== fault);
    const expected = fault === "bad" ? { gaps: happened.gaps } : {};
    for (const [name, count] of others) expect(count).toBe((expected as Record<string, number>)[name] ?? 0);
  });

  test.each([0, 1])("bad payload is refused, and no other one is (json: %d)", (json) => {
    const steps = messagesOf(take({ faults: { bad: 0.2 }, json }, 3000));
    const reads = ({ message, payload }: MessageStep): boolean => {
      try {
        if (json === 0) message.decode(payload);
        else message.fromJson(JSON.parse(Buffer.from(payload).toString()));
        return true;
      } catch {
        return false;
      }
    };
    expect(steps.filter((step) => reads(step) !== step.good)).toEqual([]);
    const bad = steps.filter(({ good }) => !good);
    expect(bad.length).toBeGreaterThan(400);
    expect(new Set(bad.map(({ payload }) => Buffer.from(payload).toString("hex"))).size).toBe(bad.length);
  });

  test("storm brings a request of each device that did not begin anew just before", () => {
    const steps = take({ faults: { stormEvery: 10 } }, 2000);
    const at = steps.findIndex(({ kind }) => kind === "storm");
    const behind = steps.slice(at + 1, at + 1 + orders.devices) as MessageStep[];
    expect(steps[at]?.at).toBe(10);
    expect(behind.map(({ device }) => device)).toEqual(Array.from({ length: 100 }, (_, device) => device));
    expect(new Set(behind.map(({ message }) => message.name))).toEqual(new Set(["req/sync"]));
  });
});
