import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  hashPassword,
  MosquittoError,
  type MosquittoSettings,
  mosquittoConfig,
} from "@wirebook/mqtt/mosquitto";
import { describe, expect, test } from "vitest";
import { canWork, combinations, nameOf } from "wirebook-test/support/broker-combinations";

const own = "70b3d5e050020901";
const salt = "A".repeat(16);
const passwordHash = `$7$1000$${salt}$${"B".repeat(86)}==`;
const key = "00112233445566778899aabbccddeeff";
const certificates = { cert: "server.pem", key: "server.key", ca: "clients.pem" };
const user = { name: "house", passwordHash };

/** All that is wrong with settings: codes and paths. */
function faultsOf(settings: unknown): string[] {
  try {
    mosquittoConfig(settings as MosquittoSettings);
  } catch (error) {
    if (error instanceof MosquittoError) return error.faults.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
  return [];
}

/** The lines of a file without its remarks. */
function linesOf(text = ""): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

describe("golden files", () => {
  const four: MosquittoSettings["listeners"] = [
    { port: 1883, address: "127.0.0.1" },
    { port: 8883, tls: "certificate", authentication: "cn" },
    { port: 9001, protocol: "websockets", authentication: "password" },
    { port: 9883, protocol: "websockets", tls: "certificate", authentication: "password" },
  ];
  const fleet = { devices: [own, "urn:dev:mac:70b3d5e050020902"], backend: "backend" };
  const cases: Record<string, MosquittoSettings> = {
    plain: { listeners: [{ port: 1883 }], logLevel: "error" },
    password: { listeners: [{ port: 1883, authentication: "password" }], users: [user] },
    psk: { listeners: [{ port: 8883, tls: "psk" }], keys: [{ identity: own, key }], devices: [own] },
    cn: {
      listeners: [{ port: 8883, tls: "certificate", authentication: "cn" }],
      certificates,
      names: ["Data collector"],
    },
    websockets: {
      listeners: [{ port: 9001, protocol: "websockets", authentication: "password" }],
      users: [user],
    },
    four: {
      listeners: four,
      certificates,
      users: [user],
      access: [{ name: "house", read: ["LOB/#"] }],
      ...fleet,
      logLevel: "debug",
    },
  };
  const folder = new URL("golden/mosquitto/", import.meta.url);
  const database: MosquittoSettings = {
    version: "2.1",
    listeners: [{ port: 1883 }],
    keep: { storage: "sqlite" },
  };
  test.each([
    ...Object.entries(cases).flatMap(([name, settings]) =>
      (["2.0", "2.1"] as const).map((version) => [`${name}-${version}`, { ...settings, version }] as const),
    ),
    ["database-2.1", database] as const,
  ])("%s", async (name, settings) => {
    const { files, warnings } = mosquittoConfig(settings);
    const sections = Object.entries(files).map(([file, text]) => `==> ${file} <==\n${text}`);
    const told = warnings.map((warning) => `- ${warning}\n`).join("");
    await expect(`${sections.join("\n")}\n==> warnings <==\n${told}`).toMatchFileSnapshot(
      fileURLToPath(new URL(`${name}.txt`, folder)),
    );
  });
});

describe("every combination", () => {
  const settingsOf = ({ tls, authentication, logLevel, version }: (typeof combinations)[number]) => ({
    version,
    logLevel,
    listeners: [{ port: 1883, tls, authentication }],
    ...(authentication === "password" ? { users: [user] } : {}),
    ...(tls === "psk" ? { keys: [{ identity: own, key }] } : {}),
    ...(tls === "certificate" ? { certificates } : {}),
    ...(authentication === "cn" ? { names: ["Data collector"] } : {}),
  });

  test("there are 72 of them", () => expect(combinations).toHaveLength(72));

  test.each(combinations.filter(canWork).map((one) => [nameOf(one), one] as const))(
    "%s is written",
    (_, one) => {
      const { files } = mosquittoConfig(settingsOf(one));
      const lines = linesOf(files["mosquitto.conf"]);
      const expected = [
        "listener 1883",
        "persistence true",
        "autosave_on_changes true",
        "queue_qos0_messages true",
        "upgrade_outgoing_qos true",
        "max_queued_messages 1000000",
        `${one.version === "2.1" ? "listener_" : ""}allow_anonymous ${one.authentication === "none" && one.tls !== "psk"}`,
        ...(one.tls === "psk" ? ["psk_file /etc/mosquitto/psk", "psk_hint wirebook"] : []),
        ...(one.tls === "certificate"
          ? ["certfile /etc/mosquitto/server.pem", "keyfile /etc/mosquitto/server.key"]
          : []),
        ...(one.authentication === "cn" ? ["require_certificate true", "use_identity_as_username true"] : []),
      ];
      expect(lines).toEqual(expect.arrayContaining(expected));
      // What 2.1 calls deprecated is not written for it.
      const old = lines.filter((line) =>
        /^(?:port|acl_file|password_file|per_listener_settings|allow_anonymous)\b/.test(line),
      );
      if (one.version === "2.1") expect(old).toEqual([]);
      const types = { error: 1, warning: 2, information: 4, debug: 7 };
      expect(lines.filter((line) => line.startsWith("log_type "))).toHaveLength(types[one.logLevel]);
      expect(JSON.stringify(files["mosquitto.conf"])).not.toMatch(new RegExp(`${key}|\\$7\\$`));
    },
  );

  test.each(combinations.filter((one) => !canWork(one)).map((one) => [nameOf(one), one] as const))(
    "%s is refused",
    (_, one) => {
      const { names: _names, ...settings } = settingsOf(one) as Record<string, unknown>;
      expect(faultsOf({ ...settings, names: ["Data collector"] })).toEqual([
        "conflict /listeners/0/authentication",
      ]);
    },
  );
});

describe("what cannot work is refused with a sentence", () => {
  const plain = [{ port: 1883 }];
  const withPassword = [{ port: 1883, authentication: "password" }];
  const withPsk = [{ port: 8883, tls: "psk" }];
  const withCn = [{ port: 8883, tls: "certificate", authentication: "cn" }];
  const hashOf21 = `$7$1000$${"A".repeat(86)}==$${"B".repeat(86)}==`;
  const cases: [string, object, string[], RegExp][] = [
    [
      "a PSK identity with a colon",
      { listeners: withPsk, keys: [{ identity: `urn:dev:mac:${own}`, key }] },
      ["invalid /keys/0/identity"],
      /without a colon/,
    ],
    [
      "a user with a colon",
      { listeners: withPassword, users: [{ name: "a:b", passwordHash }] },
      ["invalid /users/0/name"],
      /without a colon/,
    ],
    [
      "a CN without a client's certificate",
      { listeners: [{ port: 1883, authentication: "cn" }], names: ["a"] },
      ["conflict /listeners/0/authentication"],
      /without a client's certificate there is no CN/,
    ],
    [
      "a CN of a certificate that need not be shown",
      { listeners: [{ ...withCn[0], requireCertificate: false }], certificates, names: ["a"] },
      ["conflict /listeners/0/requireCertificate"],
      /no CN/,
    ],
    [
      "a password beside a CN",
      { listeners: withCn, certificates, names: ["a"], users: [user] },
      ["conflict /users"],
      /no users beside authentication cn/,
    ],
    [
      "a password in place of its hash",
      { listeners: withPassword, users: [{ name: "a", password: "hunter2" }] },
      ["unknown /users/0/password", "missing /users/0/passwordHash"],
      /a password is written nowhere/,
    ],
    [
      "a password where its hash should be",
      { listeners: withPassword, users: [{ name: "a", passwordHash: "hunter2" }] },
      ["invalid /users/0/passwordHash"],
      /as hashPassword makes it/,
    ],
    [
      "a hash that 2.0 leaves out",
      { listeners: withPassword, users: [{ name: "a", passwordHash: hashOf21 }] },
      ["conflict /users/0/passwordHash"],
      /12 bytes/,
    ],
    [
      "passwords without users",
      { listeners: withPassword },
      ["missing /listeners/0/authentication"],
      /nobody could come in/,
    ],
    [
      "users without a listener for them",
      { listeners: plain, users: [user] },
      ["conflict /users"],
      /authentication password/,
    ],
    [
      "keys without a listener for them",
      { listeners: plain, keys: [{ identity: "a", key }] },
      ["conflict /keys"],
      /tls psk/,
    ],
    ["psk without keys", { listeners: withPsk }, ["missing /listeners/0/tls"], /nobody could come in/],
    [
      "a key that is no hexadecimal digits",
      { listeners: withPsk, keys: [{ identity: "a", key: "secret-secret-secret-secret-secret" }] },
      ["invalid /keys/0/key"],
      /hexadecimal digits/,
    ],
    [
      "a key that is too short",
      { listeners: withPsk, keys: [{ identity: "a", key: "0011" }] },
      ["invalid /keys/0/key"],
      /16 to 64 bytes/,
    ],
    [
      "certificates without files",
      { listeners: [{ port: 8883, tls: "certificate" }] },
      ["missing /listeners/0/tls"],
      /the broker's certificate and key/,
    ],
    [
      "client certificates without their authorities",
      { listeners: withCn, certificates: { cert: "a", key: "b" }, names: ["a"] },
      ["missing /listeners/0/tls"],
      /certificates with ca/,
    ],
    [
      "a CN that nobody has told",
      { listeners: withCn, certificates },
      ["missing /listeners/0/authentication"],
      /names beside cn/,
    ],
    [
      "psk over websockets",
      { listeners: [{ port: 9883, protocol: "websockets", tls: "psk" }], keys: [{ identity: "a", key }] },
      ["conflict /listeners/0/tls"],
      /websockets/,
    ],
    [
      "websockets of 2.0 at an IPv6 address",
      { listeners: [{ port: 9001, address: "::1", protocol: "websockets" }] },
      ["conflict /listeners/0/address"],
      /IPv4/,
    ],
    [
      "a port twice",
      { listeners: [{ port: 1883 }, { port: 1883 }] },
      ["duplicate /listeners/1/port"],
      /once/,
    ],
    [
      "a port at all addresses and at one",
      { listeners: [{ port: 1883, address: "127.0.0.1" }, { port: 1883 }] },
      ["duplicate /listeners/1/port"],
      /once at an address/,
    ],
    [
      "a port twice at one address",
      { listeners: ["broker.example", "BROKER.example"].map((address) => ({ port: 1883, address })) },
      ["duplicate /listeners/1/port"],
      /once at an address/,
    ],
    [
      "a folder with a slash at its end",
      { listeners: plain, folder: "/etc/mosquitto/" },
      ["invalid /folder"],
      /no slash at its end/,
    ],
    [
      "members that every object has",
      JSON.parse('{"listeners":[{"port":1883}],"constructor":1,"__proto__":{},"toString":1}'),
      ["unknown /constructor", "unknown /__proto__", "unknown /toString"],
      /^\/constructor: expected version, .*\n\/__proto__: expected version, .*\n\/toString: expected version, /,
    ],
    [
      "a device twice, in either spelling",
      { listeners: plain, devices: [own, `urn:dev:mac:${own.toUpperCase()}`] },
      ["duplicate /devices/1"],
      /once/,
    ],
    ["a user twice", { listeners: withPassword, users: [user, user] }, ["duplicate /users/1/name"], /once/],
    [
      "rights of a device in two places",
      { listeners: plain, devices: [own], access: [{ name: `urn:dev:mac:${own}`, read: ["#"] }] },
      ["duplicate /access/0/name"],
      /devices/,
    ],
    [
      "a database of 2.0",
      { listeners: plain, keep: { storage: "sqlite" } },
      ["conflict /keep/storage"],
      /no database/,
    ],
    ["no listener", { listeners: [] }, ["missing /listeners"], /at least one/],
    ["no listeners at all", {}, ["missing /listeners"], /expected it to be there/],
    [
      "a setting that there is not",
      { listeners: plain, listener: 1 },
      ["unknown /listener"],
      /expected version, listeners/,
    ],
    [
      "a certificate in the place of another file",
      { listeners: [{ port: 8883, tls: "certificate" }], certificates: { cert: "acl", key: "b" } },
      ["invalid /certificates/cert"],
      /no other file/,
    ],
    [
      "a path as a certificate",
      { listeners: [{ port: 8883, tls: "certificate" }], certificates: { cert: "../a", key: "/etc/b" } },
      ["invalid /certificates/cert", "invalid /certificates/key"],
      /no path/,
    ],
    [
      "a folder that goes upwards",
      { listeners: plain, folder: "/etc/../root" },
      ["invalid /folder"],
      /a folder from the root/,
    ],
  ];
  test.each(cases)("%s", (_, settings, expected, words) => {
    expect(faultsOf(settings)).toEqual(expected);
    expect(() => mosquittoConfig(settings as MosquittoSettings)).toThrow(words);
  });

  test("one port at two addresses is served", () => {
    const listeners = ["127.0.0.1", "10.0.0.1"].map((address) => ({ port: 1883, address }));
    expect(linesOf(mosquittoConfig({ listeners }).files["mosquitto.conf"])).toEqual(
      expect.arrayContaining(["listener 1883 127.0.0.1", "listener 1883 10.0.0.1"]),
    );
  });

  test("all faults at once, and no value of them", () => {
    const settings = {
      listeners: [{ port: 0 }, { port: 1, tls: "ssl" }],
      logLevel: "chatty-secret",
      devices: ["secret"],
      backend: "a\nb",
    };
    expect(faultsOf(settings)).toEqual([
      "invalid /listeners/0/port",
      "invalid /listeners/1/tls",
      "invalid /logLevel",
      "invalid /devices/0",
      "invalid /backend",
    ]);
    expect(() => mosquittoConfig(settings as never)).not.toThrow(/secret/);
    expect(() => mosquittoConfig(settings as never)).toThrow(/^\/listeners\/0\/port: expected/);
  });
});

describe("rights", () => {
  const acl = (settings: Partial<MosquittoSettings>, file = "acl") =>
    mosquittoConfig({ listeners: [{ port: 1883, authentication: "password" }], users: [user], ...settings })
      .files[file];

  test("a device has its own topics in both spellings, under both spellings of its name", () => {
    const blocks = (acl({ devices: [own] }) ?? "").split("\n\n").map((block) => block.trim().split("\n"));
    expect(blocks.map(([first]) => first)).toEqual([`user ${own}`, `user urn:dev:mac:${own}`]);
    for (const [, ...lines] of blocks) {
      expect(lines).toEqual([
        `topic write LOB/${own}/up/#`,
        `topic write LOB/${own}/req/#`,
        `topic read LOB/${own}/down/#`,
        `topic write LOB/urn:dev:mac:${own}/up/#`,
        `topic write LOB/urn:dev:mac:${own}/req/#`,
        `topic read LOB/urn:dev:mac:${own}/down/#`,
      ]);
    }
  });

  test("another prefix, and none", () => {
    expect(acl({ backend: "b", prefix: "plant/7" })).toContain("topic read plant/7/+/up/#");
    expect(acl({ backend: "b", prefix: "" })).toContain("topic read +/up/#");
  });

  test("where nobody has rules there is no list, and that is told", () => {
    expect(acl({})).toBeUndefined();
    const { warnings } = mosquittoConfig({ listeners: [{ port: 1883 }] });
    expect(warnings.join("\n")).toMatch(/whoever is in may read and write everything/);
  });

  test("where there is a backend, its client id is said to be a secret: mosquitto lets anybody take it", () => {
    const told = (settings: Partial<MosquittoSettings>) =>
      mosquittoConfig({ listeners: [{ port: 1883 }], ...settings }).warnings.join("\n");
    expect(told({ backend: "backend" })).toMatch(/give createBackend a clientId that nobody can guess/);
    expect(told({})).not.toMatch(/clientId/);
  });

  const keys = (...identities: string[]) => identities.map((identity) => ({ identity, key }));
  const capitals = own.toUpperCase();
  const byPassword = [{ port: 1883, authentication: "password" as const }];
  const byKey = [{ port: 8883, tls: "psk" as const }];
  const byName = [{ port: 8883, tls: "certificate" as const, authentication: "cn" as const }];
  const lost = /No way in at any listener: (.*)\. Each needs/;
  test.each<[string, MosquittoSettings, string | undefined]>([
    [
      "backend and devices without a password",
      { listeners: byPassword, users: [user], backend: "backend", devices: [own] },
      `backend, ${own}`,
    ],
    [
      "a backend without a key",
      { listeners: byKey, keys: keys(own), backend: "backend", devices: [own] },
      "backend",
    ],
    [
      "somebody in access whom nobody knows",
      {
        listeners: byPassword,
        users: [user],
        access: [
          { name: "house", read: ["a"] },
          { name: "ghost", read: ["a"] },
        ],
      },
      "ghost",
    ],
    [
      "a key that no listener takes for a name",
      {
        listeners: [{ port: 8883, tls: "psk", authentication: "password" }],
        users: [user],
        keys: keys(own),
        devices: [own],
      },
      own,
    ],
    [
      "more than ten",
      {
        listeners: byPassword,
        users: [user],
        access: Array.from({ length: 12 }, (_, index) => ({ name: `n${index}`, read: ["a"] })),
      },
      "n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 2 more",
    ],
    [
      "nobody, where a device is spelled in capitals",
      { listeners: byKey, keys: keys(capitals), devices: [own] },
      undefined,
    ],
    ["nobody, at an open listener", { listeners: [{ port: 1883 }], backend: "backend" }, undefined],
    [
      "nobody, where any certificate comes in",
      { listeners: byName, certificates, backend: "backend" },
      undefined,
    ],
  ])("who has rights and no way in is told by name: %s", (_, settings, expected) => {
    expect(lost.exec(mosquittoConfig(settings).warnings.join("\n"))?.[1]).toBe(expected);
  });

  test.each<[string, MosquittoSettings, string]>([
    ["an identity", { listeners: byKey, keys: keys(capitals), devices: [own] }, capitals],
    [
      "a user",
      { listeners: byPassword, users: [{ name: capitals, passwordHash }], devices: [own] },
      capitals,
    ],
    [
      "a certificate",
      { listeners: byName, certificates, names: [`urn:dev:mac:${capitals}`], devices: [own] },
      `urn:dev:mac:${capitals}`,
    ],
    ["the device itself", { listeners: byName, certificates, devices: [capitals] }, capitals],
    [
      "somebody in access",
      { listeners: byKey, keys: keys(capitals), access: [{ name: own, read: ["a"] }] },
      capitals,
    ],
  ])(
    "mosquitto compares letter by letter, so each spelling that is told has rights: %s",
    (_, settings, name) => {
      const users = linesOf(mosquittoConfig(settings).files.acl).filter((line) => line.startsWith("user "));
      expect(users.sort()).toEqual([`user ${own}`, `user urn:dev:mac:${own}`, `user ${name}`].sort());
    },
  );

  test.each<[string, MosquittoSettings, RegExp]>([
    [
      "when sessions end, and which packets are too long",
      { listeners: [{ port: 1883 }], keep: { sessionDays: 3, packetBytes: 5000 } },
      /3 days after .* more than 5000 bytes/,
    ],
    [
      "names that may do everything",
      { listeners: byName, certificates, names: ["Data collector"] },
      /Whoever is in names may read and write everything/,
    ],
    [
      "devices that nobody reads",
      { listeners: [{ port: 1883 }], devices: [own] },
      /Nobody reads what the devices send/,
    ],
  ])("told: %s", (_, settings, expected) => {
    expect(mosquittoConfig(settings).warnings.join("\n")).toMatch(expected);
  });

  test("who is in without rights is told by its place", () => {
    const { warnings } = mosquittoConfig({
      listeners: [{ port: 1883, authentication: "password" }],
      users: [user],
      backend: "backend",
    });
    expect(warnings.join("\n")).toMatch(/\/users\/0 has no rights/);
  });

  test("open listeners beside others have a list of their own, and the others' has no rights for strangers", () => {
    const settings = {
      listeners: [{ port: 1883 }, { port: 1884, authentication: "password" as const }],
      devices: [own],
    };
    expect(acl(settings, "acl-open")).toMatch(/^topic write LOB/);
    expect(acl(settings)).toMatch(/^user /);
  });
});

describe("hashPassword", () => {
  test("has a salt by chance, of the length that 2.0 reads", async () => {
    const [one, other] = await Promise.all([hashPassword("secret"), hashPassword("secret")]);
    expect(one).not.toBe(other);
    expect(Buffer.from(one.split("$")[3] as string, "base64")).toHaveLength(12);
    expect(
      faultsOf({
        listeners: [{ port: 1883, authentication: "password" }],
        users: [{ name: "a", passwordHash: one }],
      }),
    ).toEqual([]);
  });

  test.each(["", "a\nb", "a\0b", "\ud800", "x".repeat(65_536)])(
    "refuses what no client could say (%#)",
    async (password) => {
      await expect(hashPassword(password)).rejects.toThrow(/^expected a password/);
    },
  );
});

test("the examples of the package have what the generated files have, so that nothing is lost", () => {
  const example = readFileSync(new URL("../examples/mosquitto/plain.conf", import.meta.url), "utf8");
  const generated = linesOf(mosquittoConfig({ listeners: [{ port: 1883 }] }).files["mosquitto.conf"]);
  const lossless = linesOf(example).filter((line) => !/^(?:listener|allow_anonymous|acl_file)/.test(line));
  expect(generated).toEqual(expect.arrayContaining(lossless));
});
