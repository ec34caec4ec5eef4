/** What stands in a setting stays there: no text of it becomes a line of its own, whatever is in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  MosquittoError,
  type MosquittoFiles,
  type MosquittoSettings,
  mosquittoConfig,
} from "@wirebook/mqtt/mosquitto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import "./checks/seed.ts";
import { type Cast, enter, entranceOf, makeCast, startWritten } from "./support/broker-trial.ts";
import { freePort } from "./support/free-port.ts";
import { findPrograms } from "./support/mosquitto-programs.ts";

const RUNS = 10_000;
/** Each is written twice. */
const ODD_RUNS = 3000;
/** Of those that are taken, so many are given to the broker. */
const STARTED = 8;

const hash = `$7$1000$${"A".repeat(16)}$${"B".repeat(86)}==`;
const key = "ab".repeat(32);
const word = fc.stringMatching(/^[a-z][a-z0-9 ._-]{0,10}[a-z0-9]$/);
const plainFile = fc
  .stringMatching(/^[a-z][a-z0-9._-]{0,10}$/)
  .filter((name) => !["acl", "acl-open", "passwords", "psk", "mosquitto.conf"].includes(name));
const devEui = fc.stringMatching(/^[0-9a-f]{16}$/);
const filter = fc.array(word, { minLength: 1, maxLength: 3 }).map((levels) => levels.join("/"));
const place = fc.array(plainFile, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join("/")}`);

/** Settings that are taken: all texts that there are, at once. */
const settings: fc.Arbitrary<MosquittoSettings> = fc
  .record({
    version: fc.constantFrom("2.0" as const, "2.1" as const),
    logLevel: fc.constantFrom("error" as const, "warning" as const, "information" as const, "debug" as const),
    names: fc.uniqueArray(word, { minLength: 1, maxLength: 2 }),
    users: fc.uniqueArray(word, { minLength: 1, maxLength: 2 }),
    identities: fc.uniqueArray(word, { minLength: 1, maxLength: 2 }),
    certificates: fc.uniqueArray(plainFile, { minLength: 3, maxLength: 3 }),
    devices: fc.uniqueArray(devEui, { minLength: 1, maxLength: 2 }),
    others: fc.uniqueArray(word, { minLength: 2, maxLength: 2 }),
    prefix: filter,
    read: fc.array(filter, { minLength: 1, maxLength: 2 }),
    write: fc.array(filter, { minLength: 1, maxLength: 2 }),
    folder: place,
    dataFolder: place,
    pluginFolder: place,
    systemUser: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
    address: fc.constantFrom("127.0.0.1", "localhost", "broker.example"),
  })
  .map(({ users, identities, certificates, others, read, write, address, ...given }) => {
    const [cert, certKey, ca] = certificates as [string, string, string];
    const [name, backend] = others as [string, string];
    return {
      ...given,
      listeners: [
        { port: 1883, address },
        { port: 1884, authentication: "password" as const },
        { port: 8883, address, tls: "certificate" as const, authentication: "cn" as const },
        { port: 8884, tls: "psk" as const },
      ],
      users: users.map((user) => ({ name: user, passwordHash: hash })),
      keys: identities.map((identity) => ({ identity, key })),
      certificates: { cert, key: certKey, ca },
      backend,
      access: [{ name, read, write }],
    };
  });

/** What ends a line, or is taken for something else in one. */
const breaking = [
  "\nallow_anonymous true",
  "\r\nlistener 1",
  "\n",
  "\r",
  "\0",
  '"',
  "'",
  "`",
  "\\",
  "\u2028topic readwrite #",
  "\u0085",
  "\u202e",
  "\ud800",
  "\uffff",
  "\t",
  "\u007f",
  "\nuser root\ntopic readwrite #",
];
/** What leads to another folder, and what in a text that may have slashes does. */
const leading = ["/", "../", "/../../etc/passwd", "//"];
const astray = ["..", "../x", "/../etc", "/etc/../x", "a/../b", "/a//b", "./a", "/a/.", "/a/", "//a"];
const injected = fc.constantFrom(...breaking, ...leading);

/** Whether a text is one of levels: a folder, a topic prefix or a filter. */
function hasLevels(path: readonly (string | number)[]): boolean {
  return /^(?:folder|dataFolder|pluginFolder|prefix)$|\/(?:read|write)\//.test(path.join("/"));
}

/** All texts of settings, by their paths. */
function textsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    textsIn(one, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((one, name) => (one as Record<string | number, unknown>)[name], value);
}

/** The settings with another text at a place. */
function changed(
  value: MosquittoSettings,
  path: readonly (string | number)[],
  text: string,
): MosquittoSettings {
  const copy = structuredClone(value);
  (at(copy, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1) as string | number] = text;
  return copy;
}

/** What every line of every file may be. */
const GRAMMAR: Readonly<Record<string, RegExp>> = {
  "mosquitto.conf":
    /^(?:|#[ -~]*|(?:per_listener_settings|allow_anonymous|listener_allow_anonymous|require_certificate|use_identity_as_username|persistence|autosave_on_changes|queue_qos0_messages|upgrade_outgoing_qos|set_tcp_nodelay) (?:true|false)|(?:autosave_interval|max_\w+) \d+|persistent_client_expiration \d+d|(?:log_dest stderr|log_type [a-z]+|protocol websockets|socket_domain ipv4|psk_hint wirebook|tls_version tlsv1\.2)|user [a-z_][a-z0-9_-]*|listener \d+(?: [A-Za-z0-9.:-]+)?|(?:persistence_location|(?:acl|password|psk|cert|key|ca)_?file|plugin_opt_(?:acl|password|db)_file|global_plugin) (?:\/[A-Za-z0-9._-]+)+\/?|plugin_load [a-z-]+ (?:\/[A-Za-z0-9._-]+)+|plugin_use [a-z-]+)$/,
  acl: /^(?:|user [^\p{Cc}"']+|topic (?:read|write|readwrite) [^\p{Cc}"']+)$/u,
  "acl-open": /^(?:|user [^\p{Cc}"']+|topic (?:read|write|readwrite) [^\p{Cc}"']+)$/u,
  passwords: /^(?:|[^\p{Cc}"':]+:\$7\$[^:]+)$/u,
  psk: /^(?:|[^\p{Cc}"':]+:[0-9a-f]+)$/u,
};

function expectGrammar({ files }: MosquittoFiles): void {
  for (const [name, text] of Object.entries(files)) {
    const rule = GRAMMAR[name];
    if (rule === undefined) throw new Error(`${name}: expected one of ${Object.keys(GRAMMAR)}`);
    const odd = text.split("\n").filter((line) => !rule.test(line));
    if (odd.length > 0) throw new Error(`${name}: ${JSON.stringify(odd)}`);
  }
}

/** How many lines each file has. */
const linesIn = ({ files }: MosquittoFiles) =>
  Object.entries(files).map(([name, text]) => [name, text.split("\n").length]);

describe("of thousands of settings", () => {
  test("a line break, a quote, a NUL, a path in any text is refused, at that text, and not repeated", () => {
    fc.assert(
      fc.property(
        settings,
        fc.nat(),
        fc.nat(),
        injected,
        fc.constantFrom(...astray),
        (given, which, where, fragment, lost) => {
          const paths = textsIn(given);
          const path = paths[which % paths.length] as readonly (string | number)[];
          const before = String(at(given, path));
          const split = where % (before.length + 1);
          const isPath = leading.includes(fragment) && hasLevels(path);
          const text = isPath ? lost : before.slice(0, split) + fragment + before.slice(split);
          try {
            mosquittoConfig(changed(given, path, text));
          } catch (error) {
            if (!(error instanceof MosquittoError)) throw error;
            expect(error.faults.map((fault) => fault.path)).toEqual([`/${path.join("/")}`]);
            if (text.length > 3) expect(error.message).not.toContain(text);
            return;
          }
          throw new Error(`taken: ${path.join("/")} = ${JSON.stringify(text)}`);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("what is taken has the lines that it had before, whatever its texts are", () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      injected,
      word,
    );
    let taken = 0;
    fc.assert(
      fc.property(settings, fc.nat(), odd, (given, which, text) => {
        const paths = textsIn(given).filter(
          ([first]) => first !== "version" && first !== "logLevel" && first !== "systemUser",
        );
        const path = paths[which % paths.length] as readonly (string | number)[];
        const plain = mosquittoConfig(given);
        expectGrammar(plain);
        let files: MosquittoFiles;
        try {
          files = mosquittoConfig(changed(given, path, text));
        } catch (error) {
          if (error instanceof MosquittoError) return;
          throw error;
        }
        taken++;
        expectGrammar(files);
        // A listener's tls or authentication is no free text: another word is another listener.
        if (path[0] !== "listeners") expect(linesIn(files)).toEqual(linesIn(plain));
      }),
      { numRuns: ODD_RUNS },
    );
    expect(taken).toBeGreaterThan(ODD_RUNS / 20);
  });

  test("settings of any form are taken or refused, and nothing else happens", () => {
    const member = fc.constantFrom(
      "version",
      "listeners",
      "logLevel",
      "keys",
      "users",
      "names",
      "certificates",
      "devices",
      "backend",
      "prefix",
      "access",
      "keep",
      "folder",
      "__proto__",
      "constructor",
    );
    const any = fc.oneof(
      fc.anything({ maxDepth: 3 }),
      fc.dictionary(member, fc.anything({ maxDepth: 3 })),
      fc.record({ listeners: fc.anything({ maxDepth: 3 }) }),
    );
    fc.assert(
      fc.property(any, (given) => {
        try {
          expectGrammar(mosquittoConfig(given as MosquittoSettings));
        } catch (error) {
          if (!(error instanceof MosquittoError)) throw error;
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe("the real broker, with odd names that are taken", () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((one) => {
    try {
      mosquittoConfig({ listeners: [{ port: 1 }], backend: one });
      return !one.includes(":");
    } catch {
      return false;
    }
  });
  const samples = fc.sample(fc.uniqueArray(name, { minLength: 3, maxLength: 3 }), { numRuns: STARTED });
  const programs = findPrograms().flatMap(({ program }) => (program === undefined ? [] : [program]));
  const cases = samples.map(
    (names, index) => [JSON.stringify(names), names, programs[index % programs.length]] as const,
  );
  let cast: Cast;

  test.each(cases)(
    "%s: each is who it says, and has the rights of nobody else",
    async (_, names, program) => {
      if (program === undefined)
        throw new Error("mosquitto: is it installed? scripts/system-packages.sh does that");
      cast ??= await makeCast();
      const folder = mkdtempSync(join(tmpdir(), "wirebook-odd-"));
      folders.push(folder);
      const [writer, reader, stranger] = names as [string, string, string];
      const [passwords, passwordHash] = [cast.passwords.backend as string, cast.hashes.backend as string];
      const listener = { port: await freePort(), address: "127.0.0.1", authentication: "password" as const };
      const broker = await startWritten(
        program,
        {
          version: program.version,
          ...(program.pluginFolder === undefined ? {} : { pluginFolder: program.pluginFolder }),
          listeners: [listener],
          users: names.map((one) => ({ name: one, passwordHash })),
          access: [
            { name: writer, write: [`rooms/${writer}/#`] },
            { name: reader, read: [`rooms/${writer}/#`] },
          ],
          folder,
          dataFolder: join(folder, "data"),
        },
        cast,
      );
      try {
        const entrance = (username: string) => {
          const { url, options } = entranceOf(listener, "backend", cast);
          return { url, options: { ...options, username, password: passwords } };
        };
        const heard: string[] = [];
        const listening = await enter(entrance(reader), {}, (topic) => heard.push(topic));
        await listening.subscribeAsync("#", { qos: 1 });
        const [one, other] = [await enter(entrance(writer)), await enter(entrance(stranger))];
        await other.publishAsync(`rooms/${writer}/forged`, "x", { qos: 1 });
        await one.publishAsync("rooms", "x", { qos: 1 });
        await one.publishAsync(`rooms/${writer}/own`, "x", { qos: 1 });
        await expect.poll(() => heard).toEqual([`rooms/${writer}/own`]);
        for (const client of [listening, one, other]) await client.endAsync(true);
        expect(broker.child().output()).not.toMatch(/\bError\b/);
      } finally {
        await broker.child().end();
      }
    },
  );
});
