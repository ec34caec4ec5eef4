import { afterEach, describe, expect, test } from "vitest";
import { createDevices } from "../src/inbox/devices.ts";
import {
  readDeviceEntry,
  splitEntries,
  writeDeviceEntry,
  writeHeard,
} from "../src/inbox/store/device-entry.ts";
import { writeRecord } from "../src/inbox/store/record.ts";
import { tryTopicName } from "../src/protocol/topic-name.ts";
import { newStore, undoAll } from "./support/inbox-store.ts";

afterEach(undoAll);

describe("what is kept of a device", () => {
  const devEui = "70b3d5e050020901";
  test("is read as it was written, with the number alone from inboxes of before, and without what cannot be read", () => {
    const heard = { device: `urn:dev:mac:${devEui}`, prefix: "plant/7", host: "mqtt://broker.example:1883" };
    const entries = [
      { last: 2n ** 64n - 1n, first: 3n, anew: 4n, noted: [5n, 2n ** 60n], latest: 10 ** 12, heard },
      {
        last: undefined,
        first: undefined,
        anew: undefined,
        noted: [],
        latest: 1,
        heard: { device: devEui, prefix: "" },
      },
    ];
    expect(entries.map((entry) => readDeviceEntry(writeDeviceEntry(entry, writeHeard(entry.heard))))).toEqual(
      entries,
    );
    expect(readDeviceEntry("184467")).toEqual({ last: 184467n, noted: [], latest: 0 });
    for (const text of [undefined, "", "{", "null", '{"n":"x","at":3}']) {
      expect(readDeviceEntry(text)).toEqual({ noted: [], latest: 0 });
    }
  });

  test("says where it was last heard, once it is written down by another too", () => {
    const store = newStore();
    const write = (entries: string): void =>
      store.commit(() => {
        for (const [key, entry] of splitEntries(entries)) store.devices.putSync(key, entry);
      });
    const devices = createDevices(store, () => {});
    expect(devices.lastHeard(devEui)).toBeUndefined();
    const topicName = `plant/7/urn:dev:mac:${devEui}/up/tick`;
    const message = { topicName, payload: Uint8Array.of(1), format: "cbor" as const, receivedAt: 0 };
    const placed = {
      name: tryTopicName(topicName),
      record: writeRecord(message),
      host: "mqtt://a",
    };
    const latest = devices.link([placed], 7);
    write(devices.takeUnwritten(latest));
    const heard = { device: `urn:dev:mac:${devEui}`, prefix: "plant/7", host: "mqtt://a" };
    const others = createDevices(store, () => {});
    expect([others.lastHeard(devEui), others.latest(devEui)]).toEqual([heard, 7]);
    const asked = { device: devEui, prefix: "LOB" };
    others.note(devEui, 3n, asked);
    write(others.takeUnwritten(new Map()));
    const next = createDevices(store, () => {});
    expect([next.lastHeard(devEui), next.latest(devEui)]).toEqual([asked, 7]);
  });

  test("that could not be written is written the next time", () => {
    const devices = createDevices(newStore(), () => {});
    devices.take(devEui, 5n);
    devices.takeUnwritten(new Map());
    devices.note("70b3d5e050020902", 1n);
    devices.putBack();
    const lines = [...splitEntries(devices.takeUnwritten(new Map()))];
    expect(lines.map(([key]) => key)).toEqual([devEui, "70b3d5e050020902"]);
    expect([...splitEntries(devices.takeUnwritten(new Map()))]).toEqual([]);
    expect(devices.hasUnwritten).toBe(false);
  });
});
