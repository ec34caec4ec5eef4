import { fileURLToPath } from "node:url";
import { createBackend, createDevice } from "@wirebook/mqtt";
import { describe, expect, test } from "vitest";
import { devEui, messages } from "./support/messages.ts";
import { newFolder } from "./support/scene.ts";

test("a device without hosts or messages is told so, not that something is undefined", async () => {
  const options = { devEui, messages, url: "mqtt://127.0.0.1" } as never;
  await expect(createDevice(options)).rejects.toMatchObject({
    code: "invalid-configuration",
    message: expect.stringContaining("hosts: expected a Host URI"),
  });
  await expect(createDevice({ devEui, hosts: "mqtt://127.0.0.1" } as never)).rejects.toMatchObject({
    code: "invalid-configuration",
    message: expect.stringContaining("createDevice: expected messages"),
  });
});

describe("a wrong configuration fails at the start, with what to change", () => {
  test.each([
    [{ url: "mqtt://127.0.0.1:1" }, "unreachable", "nobody listens there; check host and port"],
    [{ url: "coap://127.0.0.1" }, "invalid-configuration", "expected at least one with mqtt://"],
    [{ url: 1883 as never }, "invalid-configuration", "hosts: expected a Host URI such as"],
    [{ hosts: [undefined] as never }, "invalid-configuration", "or several, found undefined"],
    [
      { url: "mqtt://a", embedded: true as const },
      "invalid-configuration",
      "expected one of url, hosts and embedded",
    ],
    [
      { embedded: { host: "0.0.0.0", port: 0 } },
      "invalid-configuration",
      "expected authenticate, clientCa or psk",
    ],
    [
      { embedded: { listeners: [{ protocol: "mqtts" as const, port: 0 }] } },
      "invalid-configuration",
      "expected cert and key, or psk",
    ],
    [{ inbox: { capacity: 0 } }, "invalid-configuration", "inbox.capacity: expected a whole number"],
    [
      { inbox: { path: `${fileURLToPath(import.meta.url)}/none` } },
      "invalid-configuration",
      "expected a folder that can be written",
    ],
    [{ inbox: { retention: 1 } }, "invalid-configuration", "expected at least twice inbox.duplicateWindow"],
  ])("%j", async (options, code, words) => {
    const inbox = { inbox: newFolder(), ...options };
    const embedded =
      "url" in options || "hosts" in options || "embedded" in options ? {} : { embedded: { port: 0 } };
    await expect(createBackend({ messages, report: () => {}, ...embedded, ...inbox })).rejects.toMatchObject({
      name: "LinkError",
      code,
      message: expect.stringContaining(words),
    });
  });
});

describe("wrong options", () => {
  test.each([
    ["deadlines", { deadlines: { "req/ask": 1e10 } }, /deadlines\["req\/ask"\]: expected seconds/],
    [
      "deadlines of no message type",
      { deadlines: { "req/aks": 3 } },
      /deadlines\["req\/aks"\]: expected the name of a request with an answer among messages: req\/ask$/,
    ],
    ["deadlines of an uplink", { deadlines: { "up/tick": 3 } }, /deadlines\["up\/tick"\]: expected the name/],
    [
      "embedded.listeners[0].psk",
      {
        embedded: {
          listeners: [
            {
              protocol: "mqtts" as const,
              port: 0,
              psk: { "70b3d5e050020901": "00", "urn:dev:mac:70B3D5E050020901": "11" },
            },
          ],
        },
      },
      /psk: expected each identity once, found 70b3d5e050020901 as 70b3d5e050020901 and as urn:dev:mac:70B3/,
    ],
    ["keepalive", { keepalive: 0 }, /keepalive: expected whole seconds/],
    ["maxPacket", { maxPacket: 10 }, /maxPacket: expected whole bytes from 1024/],
    ["embedded.maxPacket", { embedded: { port: 0, maxPacket: 2 ** 30 } }, /embedded\.maxPacket: expected/],
    ["embedded.waiting", { embedded: { port: 0, waiting: { count: 0 } } }, /embedded\.waiting\.count: /],
  ])("%s", async (_, options, words) => {
    const error = await createBackend({ messages, inbox: false, embedded: { port: 0 }, ...options }).catch(
      (failed: unknown) => failed,
    );
    expect(error).toMatchObject({ code: "invalid-configuration", message: expect.stringMatching(words) });
  });
});
