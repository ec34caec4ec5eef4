import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findPrograms } from "wirebook-test/support/mosquitto-programs";
import { bin, type Outcome, run, wirebook } from "./support/run.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-cli-mosquitto-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const place = () => join(folder, `files-${count++}`);
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const putBytes = (name: string, bytes: Buffer): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const own = "70b3d5e050020901";
const key = "00112233445566778899aabbccddeeff";
const password = "correct horse: battery";
const text = (out: string, name: string) => readFileSync(join(out, name), "utf8");
const said = ({ out, err }: Outcome) => `${out}${err}`;

describe("the fields of the form", () => {
  const cases: [string, string[], string | undefined, string[], RegExp][] = [
    ["nothing asked for", [], undefined, ["mosquitto.conf"], /^listener 1883$/m],
    [
      "a password from standard input",
      ["--authentication", "password", "--user", "house", "--password", "-"],
      `${password}\n`,
      ["mosquitto.conf", "passwords"],
      /^allow_anonymous false$/m,
    ],
    [
      "a key from standard input, with a device",
      ["--tls", "psk", "--identity", own, "--psk-key", "-", own],
      key,
      ["acl", "mosquitto.conf", "psk"],
      /^listener 8883$/m,
    ],
    [
      "the CN of a certificate",
      ["--tls", "certificate", "--authentication", "cn", "--name", "Data collector", "--cert", "broker.crt"],
      undefined,
      ["acl", "mosquitto.conf"],
      /^certfile \/etc\/mosquitto\/broker\.crt$/m,
    ],
    [
      "websockets of 2.1",
      ["--websockets", "--for", "2.1", "--address", "127.0.0.1", "--log-level", "error"],
      undefined,
      ["mosquitto.conf"],
      /^listener 9001 127\.0\.0\.1$/m,
    ],
  ];
  test.each(cases)("%s", async (_, words, input, files, expected) => {
    const out = place();
    const outcome = await wirebook(
      ["mosquitto", "--out", out, ...words],
      input === undefined ? {} : { input },
    );
    expect(outcome.code, said(outcome)).toBe(0);
    expect(readdirSync(out).sort()).toEqual(files);
    expect(outcome.out.trim().split("\n").sort()).toEqual(files.map((name) => join(out, name)));
    expect(text(out, "mosquitto.conf")).toMatch(expected);
    for (const name of files) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
    expect(outcome.err).toContain("- /etc/mosquitto: ");
    for (const secret of [password, key]) expect(said(outcome)).not.toContain(secret);
    for (const name of files.filter((one) => one !== "psk")) expect(text(out, name)).not.toContain(password);
  });
});

describe("a file of settings", () => {
  const settings = {
    listeners: [{ port: 1883, authentication: "password" }],
    users: [{ name: "house" }, { name: "barn" }],
  };
  const yaml =
    "listeners:\n  - { port: 1883, authentication: password }\nusers:\n  - name: house\n  - name: barn\n";
  test.each([
    ["JSON", put("settings.json", JSON.stringify(settings))],
    ["YAML", put("settings.yaml", yaml)],
  ])("as %s, with a file of passwords", async (_, file) => {
    const out = place();
    const passwords = put("passwords.txt", `barn:b\nhouse:${password}\n`);
    const outcome = await wirebook(["mosquitto", "--settings", file, "--out", out, "--password", passwords]);
    expect(outcome.code, said(outcome)).toBe(0);
    expect(text(out, "passwords")).toMatch(/^house:\$7\$1000\$.*\nbarn:\$7\$1000\$.*\n$/);
  });

  const secret = "tell-nobody";
  const refused: [string, string, string[], RegExp][] = [
    [
      "that is neither",
      `listeners: [ {\nkey: ${secret}\n  - : `,
      [],
      /expected JSON or YAML, found something else at line \d+, column \d+/,
    ],
    [
      "with a password in it",
      `listeners: [{ port: 1883, authentication: password }]\nusers: [{ name: a, passwordHash: ${secret} }]`,
      [],
      /\/users\/0\/passwordHash: expected a hash/,
    ],
    [
      "with several faults",
      `listeners: [{ port: 0 }, { port: 1, tls: ${secret} }]\nlogLevel: loud`,
      [],
      /\/listeners\/0\/port: .*\/listeners\/1\/tls: .*\/logLevel: /s,
    ],
    ["of another form", "just a text", [], /settings: expected an object/],
    ["that is a list", "[]", [], /settings: expected an object/],
    [
      "with members that every object has",
      '{"listeners":[{"port":1883}],"constructor":1,"__proto__":1}',
      [],
      /\/constructor: expected version, .*\n\/__proto__: expected version, /,
    ],
    [
      "with aliases of aliases",
      [
        `a0: &a0 [${secret}]`,
        ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`),
      ].join("\n"),
      [],
      /expected YAML with fewer aliases/,
    ],
    [
      "with a line of passwords for somebody else",
      "listeners: [{ port: 1883, authentication: password }]\nusers: [{ name: a }]",
      ["--password", put("other.txt", `x:${secret}\n`)],
      /expected a line a:password, found one with something else before a colon.*Write a: before it/,
    ],
    [
      "with two passwords for one",
      "listeners: [{ port: 1883, authentication: password }]\nusers: [{ name: a }]",
      ["--password", put("two.txt", `a:${secret}\na:${secret}2\n`)],
      /expected one line a:password, found several/,
    ],
    [
      "with a key for somebody else",
      "listeners: [{ port: 8883, tls: psk }]\nkeys: [{ identity: mine }]",
      ["--psk-key", put("key.txt", `some one:${key}\n`)],
      /expected a line mine:key/,
    ],
    [
      "with a file of passwords that is no UTF-8",
      "listeners: [{ port: 1883, authentication: password }]\nusers: [{ name: a }]",
      ["--password", putBytes("latin.txt", Buffer.from([0x61, 0x3a, 0xe4]))],
      /expected a password in UTF-8/,
    ],
    [
      "with a file of passwords that never ends",
      "listeners: [{ port: 1883, authentication: password }]\nusers: [{ name: a }]",
      ["--password", "/dev/zero"],
      /\/dev\/zero: expected a password, found more than 64 MiB/,
    ],
    [
      "beside fields of the form",
      "listeners: [{ port: 1883 }]",
      ["--tls", "psk"],
      /either --settings or the fields/,
    ],
    [
      "without a password for a user",
      "listeners: [{ port: 1883, authentication: password }]\nusers: [{ name: a }]",
      [],
      /expected the password of a/,
    ],
    [
      "with a file of passwords that lacks one",
      "listeners: [{ port: 1883, authentication: password }]\nusers: [{ name: a }, { name: b }]",
      ["--password", put("one.txt", `a:${secret}\n`)],
      /expected a line b:password/,
    ],
    [
      "with a file of passwords for nobody",
      "listeners: [{ port: 1883 }]",
      ["--password", put("any.txt", secret)],
      /nobody's password/,
    ],
  ];
  test.each(refused)(
    "%s is refused, and nothing of it is shown or written",
    async (_, content, words, expected) => {
      const out = place();
      const outcome = await wirebook([
        "mosquitto",
        "--settings",
        put("refused.yaml", content),
        "--out",
        out,
        ...words,
      ]);
      expect(outcome.code, said(outcome)).toBe(2);
      expect(outcome.err.replace(/\s+/g, " ").replaceAll(" /", "\n/")).toMatch(expected);
      expect(said(outcome)).not.toContain(secret);
      expect(existsSync(out)).toBe(false);
    },
  );
});

test("files of others are not written over, unless told to", async () => {
  const out = place();
  mkdirSync(out);
  writeFileSync(join(out, "mosquitto.conf"), "port 1883\n");
  const outcome = await wirebook(["mosquitto", "--out", out]);
  expect(outcome).toMatchObject({ code: 2, err: expect.stringContaining("wirebook has not written it") });
  expect(text(out, "mosquitto.conf")).toBe("port 1883\n");
  expect((await wirebook(["mosquitto", "--out", out, "--force"])).code).toBe(0);
  expect((await wirebook(["mosquitto", "--out", out, "--port", "1884"])).code).toBe(0);
  expect(text(out, "mosquitto.conf")).toMatch(/^listener 1884$/m);
});

test("lines of passwords that nobody needs are told by their numbers", async () => {
  const yaml = "listeners: [{ port: 1883, authentication: password }]\nusers: [{ name: a }]";
  const passwords = put("more.txt", "a:one\n\nb:two\nthree\n");
  const settings = put("one-user.yaml", yaml);
  const outcome = await wirebook([
    "mosquitto",
    "--settings",
    settings,
    "--out",
    place(),
    "--password",
    passwords,
  ]);
  expect(outcome).toMatchObject({ code: 0, err: expect.stringContaining("stands at line 3, 4.") });
});

describe("what somebody else has put there is not written over, unless told to", () => {
  const words = ["--authentication", "password", "--user", "house", "--password", "-"];
  const write = (out: string, ...more: string[]) =>
    wirebook(["mosquitto", "--out", out, ...words, ...more], { input: password });
  const elsewhere = () => join(folder, `elsewhere-${count++}`);
  test.each<[string, (out: string) => void, RegExp]>([
    [
      "a changed configuration",
      (out) => appendFileSync(join(out, "mosquitto.conf"), "# mine\n"),
      /mosquitto\.conf .* changed it since/,
    ],
    [
      "changed passwords",
      (out) => appendFileSync(join(out, "passwords"), "# mine\n"),
      /passwords .* changed it since/,
    ],
    [
      "another file of that name",
      (out) => writeFileSync(join(out, "acl"), "mine"),
      /acl .* wirebook has not written it/,
    ],
    [
      "a link to nothing",
      (out) => symlinkSync(elsewhere(), join(out, "acl")),
      /acl .* wirebook has not written it/,
    ],
  ])("%s", async (_, change, expected) => {
    const out = place();
    expect((await write(out)).code).toBe(0);
    expect((await write(out)).code).toBe(0);
    change(out);
    const outcome = await write(out, "--backend", "house");
    expect(outcome.code, said(outcome)).toBe(2);
    expect(outcome.err.replace(/\s+/g, " ")).toMatch(expected);
    expect((await write(out, "--backend", "house", "--force")).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(["acl", "mosquitto.conf", "passwords"]);
    expect(lstatSync(join(out, "acl")).isFile()).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith("elsewhere-"))).toEqual([]);
  });
});

test("neither --out nor --check is bad usage", async () => {
  expect(await wirebook(["mosquitto"])).toMatchObject({ code: 2, err: expect.stringContaining("--out") });
});

test("at a terminal the password is asked for, and not shown", async () => {
  const out = place();
  const line = `"${process.execPath}" "${bin}" mosquitto --authentication password --user house --out ${out}`;
  // The question has to be there before the answer is.
  const typed = `(sleep 2; echo '${password}') | script -qec '${line}' /dev/null`;
  const outcome = await run("bash", ["-c", typed], { env: { TERM: "xterm" } });
  expect(said(outcome)).toContain("password of house: ");
  expect(text(out, "passwords")).toMatch(/^house:\$7\$/);
});

describe("--check", () => {
  const several = put(
    "several.yaml",
    `listeners:
  - { port: 1883, address: 127.0.0.1 }
  - { port: 8883, tls: certificate, authentication: cn }
  - { port: 8884, tls: psk }
  - { port: 9001, protocol: websockets, authentication: password }
certificates: { cert: server.pem, key: server.key, ca: clients.pem }
devices: [ ${own}, "urn:dev:mac:70b3d5e050020902" ]
backend: backend
users: [ { name: backend } ]
keys: [ { identity: ${own}, key: ${key} } ]
access: [ { name: Data collector, read: [ "factory/sensor/#" ], write: [ factory/done ] } ]
`,
  );
  const makeCertificate = (out: string, cert: string, own: string): void => {
    execFileSync(
      "openssl",
      [
        ...[
          "req",
          "-x509",
          "-newkey",
          "ec",
          "-pkeyopt",
          "ec_paramgen_curve:prime256v1",
          "-nodes",
          "-days",
          "2",
        ],
        ...["-subj", "/CN=Broker", "-keyout", join(out, own), "-out", join(out, cert)],
      ],
      { stdio: "pipe" },
    );
  };
  const check = (out: string, ...words: string[]) =>
    wirebook(["mosquitto", "--settings", several, "--out", out, "--password", "-", "--check", ...words], {
      input: password,
    });

  test("several listeners: right clients in, wrong ones out, rules hold", async () => {
    const out = place();
    mkdirSync(out);
    makeCertificate(out, "server.pem", "server.key");
    makeCertificate(out, "clients.pem", "clients.key");
    const outcome = await check(out);
    expect(outcome.code, said(outcome)).toBe(0);
    const lines = outcome.out.split("\n").filter((line) => line.startsWith("holds"));
    expect(outcome.out).toMatch(
      new RegExp(`^mosquitto 2\\.\\S+: ${lines.length} hold, 0 failed, 0 not tried$`, "m"),
    );
    const rules = [
      "it starts with the files as they are",
      "port 1883: a client without a user cannot write anything else",
      "port 8883: a client with a certificate of others is refused",
      "port 8883: Data collector hears nothing else",
      "port 8883: wirebook-stranger hears nothing else",
      "port 8884: a client with another key is refused",
      `port 8884: ${own} may write what is its own`,
      "port 9001: a client with another password is refused",
      "port 9001: backend hears what is its own",
      "it reads its files again, on SIGHUP, and goes on",
    ];
    expect(lines.map((line) => line.replace(/^holds +/, ""))).toEqual(expect.arrayContaining(rules));
    expect(said(outcome)).not.toContain(password);
  });

  const yaml = (name: string, text: string) => ["mosquitto", "--settings", put(name, text), "--check"];
  test("without --out, nothing of anybody's is needed, and an address of another machine is not said to hold", async () => {
    const outcome = await wirebook(
      yaml(
        "alone.yaml",
        `listeners:
  - { port: 8883, address: 203.0.113.9, tls: certificate, authentication: password }
  - { port: 8884, tls: psk }
certificates: { cert: server.pem, key: server.key }
folder: /nowhere/at/all
users: [ { name: backend } ]
keys: [ { identity: ${own.toUpperCase()} } ]
backend: backend
devices: [ ${own} ]
`,
      ),
    );
    expect(outcome.code, said(outcome)).toBe(0);
    expect(outcome.out).toMatch(
      /^not tried +it starts with the files as they are: server\.pem is in \/nowhere/m,
    );
    expect(outcome.out).toMatch(/^not tried +port 8883: 203\.0\.113\.9 is an address of this machine$/m);
    expect(outcome.out).toContain(`holds  port 8884: ${own.toUpperCase()} may write what is its own`);
    expect(outcome.out).toContain(`holds  port 8884: ${own.toUpperCase()} hears what is its own`);
    expect(outcome.err).toMatch(/The password of one is made up/);
    expect(outcome.err).toMatch(/The key of one is made up/);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s leaves neither a broker nor copies of secrets behind", async (signal, code) => {
    // As root, mosquitto becomes another user, who has to come in there too.
    const temporary = mkdtempSync(join(tmpdir(), "wirebook-signals-"));
    chmodSync(temporary, 0o755);
    const child = spawn(process.execPath, [bin, "mosquitto", "--settings", several, "--check"], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("exit", (status, by) => resolve(status ?? by)));
    await expect.poll(() => readdirSync(temporary).length, { timeout: 20_000, interval: 5 }).toBe(1);
    const [_name = ""] = readdirSync(temporary);
    const running = () => spawnSync("pgrep", ["-f", temporary], { encoding: "utf8" }).stdout.trim();
    await expect.poll(running, { timeout: 20_000, interval: 5 }).not.toBe("");
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
    await expect.poll(running, { timeout: 20_000 }).toBe("");
  });

  test.each([
    ["certificates that are not there", () => {}, /FAILED +server\.pem is in /],
    [
      "a folder in a certificate's place",
      (out: string) => mkdirSync(join(out, "server.pem")),
      /FAILED +server\.pem is in /,
    ],
    [
      "a key of another certificate",
      (out: string) => {
        makeCertificate(out, "server.pem", "other.key");
        makeCertificate(out, "clients.pem", "server.key");
      },
      /FAILED +it starts with the files as they are; it said: Error: .*(?:inconsistent|key)/i,
    ],
    [
      "a certificate that is none",
      (out: string) => {
        for (const name of ["server.pem", "server.key", "clients.pem"])
          writeFileSync(join(out, name), "nothing\n");
      },
      /FAILED +it starts with the files as they are; it said: Error: /,
    ],
  ])("tells of %s, which --test-config calls fine", async (_, prepare, expected) => {
    const out = place();
    mkdirSync(out);
    prepare(out);
    const outcome = await check(out);
    expect(outcome.code, said(outcome)).toBe(1);
    expect(outcome.out).toMatch(expected);
    expect(outcome.out).not.toContain(join(tmpdir(), "wirebook-mosquitto-"));
  });

  test("files for 2.1 are not tried on 2.0, and where there is no mosquitto, that is told", async () => {
    const [old] = findPrograms();
    const newer = ["mosquitto", "--for", "2.1", "--check"];
    if (old?.program !== undefined) {
      expect(await wirebook([...newer, "--mosquitto", old.program.command])).toMatchObject({
        code: 2,
        err: expect.stringMatching(/expected mosquitto 2\.1.*found 2\.0/s),
      });
    }
    expect(await wirebook([...newer, "--mosquitto", "/bin/true"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("no mosquitto"),
    });
  });
});
