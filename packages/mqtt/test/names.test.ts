import { inspect } from "node:util";
import {
  formatDevEui,
  formatHostUri,
  formatTopicFilter,
  formatTopicName,
  LinkError,
  matchesTopicFilter,
  parseDevEui,
  parseHostList,
  parseHostUri,
  parseTopicName,
} from "@wirebook/mqtt";
import { describe, expect, test } from "vitest";

const hex = "70b3d5e050020901";
const urn = `urn:dev:mac:${hex}`;

/** The error that a call ends in. */
function errorOf(run: () => unknown): LinkError {
  try {
    run();
  } catch (error) {
    if (error instanceof LinkError) return error;
    throw error;
  }
  throw new Error("expected a LinkError");
}

describe("a DevEUI is read in both spellings", () => {
  test.each([
    [hex, "hex"],
    [hex.toUpperCase(), "hex"],
    [urn, "urn"],
  ] as const)("%s", (text, spelling) => {
    expect(parseDevEui(text)).toEqual({ devEui: hex, spelling });
    expect(formatDevEui(text, "urn")).toBe(urn);
    expect(formatDevEui(text)).toBe(hex);
  });

  test.each([
    ["", 0],
    [hex.slice(1), 0],
    [`${urn}0`, 12],
    ["urn:dev:ow:70b3d5e050020901", 0],
  ])("%j is none", (text, offset) => {
    expect(errorOf(() => parseDevEui(text))).toMatchObject({ code: "invalid-name", offset });
  });
});

describe("a topic name is taken apart from its end", () => {
  test.each([
    [`LOB/${hex}/up/data`, "LOB", "hex"],
    [`LOB/${urn}/up/data`, "LOB", "urn"],
    [`a/b/c/${hex}/up/data`, "a/b/c", "hex"],
    [`${hex}/up/data`, "", "hex"],
    [`up/${hex}/up/data`, "up", "hex"],
  ] as const)("%s", (topicName, prefix, spelling) => {
    const parsed = parseTopicName(topicName);
    expect(parsed).toMatchObject({ prefix, devEui: hex, spelling, direction: "up", type: "data" });
    expect(formatTopicName(parsed)).toBe(topicName);
  });

  test.each([
    ["up/data", 7],
    [`LOB/70b3/up/data`, 4],
    [`LOB/${hex}/sideways/data`, 21],
    [`LOB/${hex}/up/`, 24],
    [`LOB/${hex}/up/+`, 24],
    [`/${hex}/up/data`, 0],
    [`LOB//${hex}/up/data`, 4],
    [`L+B/${hex}/up/data`, 1],
    [`$SYS/${hex}/up/data`, 0],
    [`LOB/${hex}/up/a\u0000`, 25],
    [`${"a".repeat(65_536)}/${hex}/up/data`, 0],
  ])("%j is none", (topicName, offset) => {
    expect(errorOf(() => parseTopicName(topicName))).toMatchObject({ code: "invalid-name", offset });
  });
});

describe("a topic filter", () => {
  test.each([
    [{ direction: "up" }, "LOB/+/up/+"],
    [{ direction: "req", prefix: "a/b" }, "a/b/+/req/+"],
    [{ direction: "down", devEui: hex, spelling: "urn", prefix: "" }, `${urn}/down/+`],
    [{ direction: "down", devEui: urn, type: "sync" }, `LOB/${hex}/down/sync`],
  ] as const)("%j is %s", (parts, topicFilter) => {
    expect(formatTopicFilter(parts)).toBe(topicFilter);
  });

  test.each([
    ["LOB/+/up/+", `LOB/${hex}/up/data`, true],
    ["LOB/+/up/+", `LOB/${hex}/up/data/x`, false],
    ["LOB/#", "LOB", true],
    ["LOB/#", "LOB/a/b", true],
    ["LOB/+", "LOB", false],
    ["#", "$SYS/broker", false],
    ["+/broker", "$SYS/broker", false],
    ["a/+/c", "a//c", true],
  ])("%s and %s: %s", (topicFilter, topicName, matches) => {
    expect(matchesTopicFilter(topicFilter, topicName)).toBe(matches);
  });

  test.each([
    ["a/#/b", 2],
    ["a/b#", 3],
    ["a+/b", 1],
    ["", 0],
  ])("%j is none", (topicFilter, offset) => {
    expect(errorOf(() => matchesTopicFilter(topicFilter, "a"))).toMatchObject({ offset });
  });
});

describe("a Host URI", () => {
  const plain = {
    format: "cbor",
    protocol: "mqtt",
    host: "a.example",
    port: 1883,
    prefix: "LOB",
    clientCertificate: true,
  };

  test.each([
    ["mqtt://a.example", plain],
    ["cbor+mqtt://a.example/", plain],
    ["MQTTS://a.example", { ...plain, protocol: "mqtts", port: 8883 }],
    [
      "json+mqtts://a.example:1/x/y/?cert=0",
      { ...plain, format: "json", protocol: "mqtts", port: 1, prefix: "x/y", clientCertificate: false },
    ],
    ["coap://10.0.0.1", { ...plain, protocol: "coap", host: "10.0.0.1", port: 5683 }],
    ["coaps://a.example", { ...plain, protocol: "coaps", port: 5684 }],
    ["mqtt://u%40x@a.example", { ...plain, user: "u@x" }],
    ["mqtt://a.example?cert=1", plain],
  ])("%s", (text, parts) => {
    expect(parseHostUri(text)).toEqual(parts);
    expect(parseHostUri(formatHostUri(parseHostUri(text)))).toEqual(parts);
  });

  test.each([
    ["a.example", 0],
    ["xml+mqtt://a.example", 0],
    ["json+http://a.example", 5],
    ["mqtt://", 7],
    ["mqtt://300.1.1.1", 7],
    ["mqtt://a.example:0", 17],
    ["mqtt://a.example:x", 17],
    ["mqtt://a.example/prefix", 23],
    ["mqtt://a.example/a/+/", 19],
    ["mqtt://a.example/?tls=1", 18],
    ["mqtt://%zz@a.example", 7],
    ["mqtt://:p@a.example", 7],
    [`mqtt://${"u".repeat(65)}@a.example`, 7],
    [`mqtt://u:${"%41".repeat(65)}@a.example`, 9],
  ])("%s is none", (text, offset) => {
    expect(errorOf(() => parseHostUri(text))).toMatchObject({ code: "invalid-host", offset });
  });

  test("64 characters are counted decoded", () => {
    expect(parseHostUri(`mqtt://u:${"%41".repeat(64)}@a.example`).password).toHaveLength(64);
  });

  test("a list is tried in order, and may mix all four protocols", () => {
    const list = parseHostList("coaps://a.example, coap://b.example,mqtts://u:p@c.example,mqtt://d.example");
    expect(list.map(({ protocol }) => protocol)).toEqual(["coaps", "coap", "mqtts", "mqtt"]);
    expect(errorOf(() => parseHostList("mqtt://a.example, mqtt://b.example:x")).offset).toBe(35);
  });

  test("a password shows in no error, no inspection and no copy", () => {
    const host = parseHostUri("mqtt://user:s3cret@a.example");
    expect(host.password).toBe("s3cret");
    expect(formatHostUri(host)).toBe("mqtt://user:s3cret@a.example");
    for (const text of [
      inspect(host, { showHidden: true }),
      JSON.stringify(host),
      String(host),
      inspect({ ...host }),
    ]) {
      expect(text).not.toContain("s3cret");
    }
    for (const text of [
      "http://user:s3cret@a",
      "mqtt://user:s3cret@a b",
      "mqtt://user:s3c ret@a",
      "mqtt://u:s3cret@a:x",
    ]) {
      const error = errorOf(() => parseHostUri(text));
      expect(`${error.stack}${inspect(error)}`).not.toMatch(/s3c/);
    }
  });
});
