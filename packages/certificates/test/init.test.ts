import { X509Certificate } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import {
  type InitOptions,
  initFolder,
  inspectCertificates,
  machineNames,
  openFolder,
  writeNewFiles,
} from "@wirebook/certificates";
import { afterEach, describe, expect, test } from "vitest";
import { devEui, urn } from "./support/authority.ts";
import { testFolder } from "./support/folder.ts";
import { openssl } from "./support/openssl.ts";

const folder = testFolder();
const options = { name: "Wirebook a1b2c3", device: devEui };
const names = ["root", "intermediate", "broker", "backend", "device"];
const files = names.flatMap((name) => [`${name}.crt`, `${name}.key`]).sort();
const modeOf = (path: string) => statSync(path).mode & 0o777;
const certificatesOf = (path: string) =>
  readFileSync(path, "utf8")
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((pem) => new X509Certificate(pem));

const umask = process.umask();
afterEach(() => void process.umask(umask));

describe("an authority in one command", () => {
  test.each([0o022, 0o000, 0o077, 0o777])("has the same modes with the umask %o", async (mask) => {
    const out = join(folder, `umask-${mask}`);
    process.umask(mask);
    await initFolder(out, options);
    process.umask(umask);
    expect(readdirSync(out).sort()).toEqual(files);
    expect(modeOf(out)).toBe(0o700);
    for (const file of files)
      expect([file, modeOf(join(out, file))]).toEqual([file, /key$/.test(file) ? 0o600 : 0o644]);
  });

  test("has a broker's certificate with all names and addresses of the machine, and those that are said", async () => {
    const out = join(folder, "names");
    await initFolder(out, { ...options, hosts: ["broker.example", "*.plant.example", "2001:db8::7"] });
    const [broker] = certificatesOf(join(out, "broker.crt"));
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    expect(addresses.length).toBeGreaterThan(0);
    for (const { address } of addresses) expect(broker?.checkIP(address.replace(/%.*/, ""))).toBeDefined();
    for (const name of [hostname(), "localhost", "broker.example", "one.plant.example"]) {
      expect(broker?.checkHost(name, { subject: "never" })).toBeDefined();
    }
    expect(broker?.checkIP("2001:db8::7")).toBeDefined();
    expect(broker?.checkHost("other.test")).toBeUndefined();
  });

  test.each([
    ["25 years, where the device's ends before", 30, 9124],
    ["longer, where the device's does", 20_000, 20_000],
    ["without an end, where the device's has none", "unlimited", Number.POSITIVE_INFINITY],
  ] as const)("is good for %s", async (_, deviceDays, expected) => {
    const out = join(folder, `days-${deviceDays}`);
    await initFolder(out, { ...options, deviceDays });
    const [root, intermediate, device] = ["root", "intermediate", "device"].map((name) => {
      const [one] = certificatesOf(join(out, `${name}.crt`));
      return inspectCertificates((one as X509Certificate).raw).certificates[0];
    });
    expect([root?.daysLeft, intermediate?.daysLeft]).toEqual([expected, expected]);
    expect(device?.notAfter.getTime()).toBeLessThanOrEqual(intermediate?.notAfter.getTime() as number);
  });

  test.each([
    ["", "nothing"],
    ["   ", "blanks"],
    ["a\nb", "a line feed"],
    ["x".repeat(52), "more than a CN has room for"],
    ["a\u202eb", "what turns text around"],
  ])("is not called %j: %s", async (name) => {
    const out = join(folder, "no-name");
    await expect(initFolder(out, { ...options, name })).rejects.toMatchObject({
      code: "invalid-configuration",
      message: expect.stringContaining("expected 1 to 51 characters"),
    });
    expect(existsSync(out)).toBe(false);
  });

  test.each(["300.1.1.1", "1.2.3", "127.0.0.1.1"])("has no name %s, which is no address", async (host) => {
    await expect(initFolder(join(folder, "no-host"), { ...options, hosts: [host] })).rejects.toMatchObject({
      code: "name",
    });
  });

  test("fits into a device: the chain of three and the key take at most 1,503 bytes of DER", async () => {
    const out = join(folder, "sizes");
    await initFolder(out, options);
    const sizes = ["root", "intermediate", "device"].map(
      (name) => (certificatesOf(join(out, `${name}.crt`))[0] as X509Certificate).raw.length,
    );
    const der = join(folder, "device.der");
    openssl("pkey", "-in", join(out, "device.key"), "-outform", "DER", "-out", der);
    const sum = [...sizes, statSync(der).size].reduce((all, size) => all + size, 0);
    expect(sum).toBeLessThanOrEqual(1503);
  });

  test("names the device by its URN, and the backend as is said", async () => {
    const out = join(folder, "subjects");
    await initFolder(out, { ...options, device: devEui.toUpperCase(), backend: "house" });
    const subjects = names.map((name) => certificatesOf(join(out, `${name}.crt`))[0]);
    expect(subjects[4]).toMatchObject({ subject: `CN=${urn}`, subjectAltName: `URI:${urn}` });
    expect(subjects[3]?.subject).toBe("CN=house");
  });

  test("has serial numbers of 16 bytes, each its own, and no extended key usage in authorities", async () => {
    const out = join(folder, "serials");
    const written = await initFolder(out, options);
    const serials = written.map(({ certificate }) => certificate.serialNumber);
    expect(new Set(serials).size).toBe(5);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
    const text = ["root", "intermediate"].map((name) =>
      openssl("x509", "-in", join(out, `${name}.crt`), "-noout", "-text"),
    );
    expect(text[0]).toMatch(/Basic Constraints: critical\s+CA:TRUE\n/);
    expect(text[1]).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    for (const one of text) {
      expect(one).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign/);
      expect(one).not.toContain("Extended Key Usage");
    }
  });

  test("lasts without an end where the device does, and from a day ago", async () => {
    const out = join(folder, "endless");
    const written = await initFolder(out, { ...options, days: "unlimited", deviceDays: "unlimited" });
    for (const { name, certificate } of written.filter(({ name }) => !/broker|backend/.test(name))) {
      expect([name, new Date(certificate.validTo)]).toEqual([name, new Date("9999-12-31T23:59:59Z")]);
      const age = Date.now() - new Date(certificate.validFrom).getTime();
      expect(Math.round(age / 3_600_000)).toBe(24);
    }
    expect(openssl("x509", "-in", join(out, "device.crt"), "-noout", "-enddate")).toContain(
      "Dec 31 23:59:59 9999 GMT",
    );
    expect(openssl("asn1parse", "-in", join(out, "device.crt"))).toContain(
      "GENERALIZEDTIME   :99991231235959Z",
    );
  });
});

describe("nothing is overwritten, and nothing is left half", () => {
  const readAll = (out: string) =>
    Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), "utf8")]));

  test("a second time in the same folder is refused", async () => {
    const out = join(folder, "twice");
    await initFolder(out, options);
    const before = readAll(out);
    await expect(initFolder(out, options)).rejects.toMatchObject({ code: "exists" });
    expect(readAll(out)).toEqual(before);
  });

  test.each(files)("%s that is there already keeps all others away", async (file) => {
    const out = join(folder, `there-${file}`);
    mkdirSync(out);
    writeFileSync(join(out, file), "mine");
    await expect(initFolder(out, options)).rejects.toMatchObject({
      code: "exists",
      message: expect.stringContaining(file),
    });
    expect(readAll(out)).toEqual({ [file]: "mine" });
  });

  test("a folder that is there gets the files beside its own, and keeps its mode", async () => {
    const out = join(folder, "own");
    mkdirSync(out);
    chmodSync(out, 0o750);
    writeFileSync(join(out, "notes.txt"), "mine");
    await initFolder(out, options);
    expect(readdirSync(out).sort()).toEqual([...files, "notes.txt"].sort());
    expect(modeOf(out)).toBe(0o750);
    expect(modeOf(join(out, "root.key"))).toBe(0o600);
    openFolder(out);
  });

  test("a name that is taken in between takes all back", () => {
    const out = join(folder, "between");
    mkdirSync(out);
    const twice = { name: "a.key", text: "a", secret: true };
    expect(() =>
      writeNewFiles(out, [{ ...twice, name: "b.key" }, twice, { ...twice, name: "no/such/folder" }]),
    ).toThrow(expect.objectContaining({ code: "storage" }));
    expect(readdirSync(out)).toEqual([]);
  });

  const cases: [string, string, string, Partial<InitOptions>?][] = [
    ["a file in place of the folder", "file", "exists"],
    ["a folder below a file", "file/below", "exists"],
    ["a name of the machine that is none", "names", "name", { hosts: ["not a name"] }],
    ["a DevEUI that is none", "device", "name", { device: "1234" }],
    ["a backend without a name", "backend", "name", { backend: "" }],
    ["a backend whose name turns text around", "turned", "name", { backend: "\u202eback" }],
    ["no time at all", "days", "invalid-configuration", { days: 0 }],
  ];
  test.each(cases)("%s leaves nothing", async (_, where, code, more = {}) => {
    const place = mkdtempSync(join(folder, "nothing-"));
    writeFileSync(join(place, "file"), "mine");
    await expect(initFolder(join(place, where), { ...options, ...more })).rejects.toMatchObject({ code });
    expect(readdirSync(place)).toEqual(["file"]);
  });

  test("a folder in folders that are not there is made with them", async () => {
    const out = join(folder, "deep/er/still");
    await initFolder(out, options);
    expect(readdirSync(out).sort()).toEqual(files);
    expect(readdirSync(join(folder, "deep/er"))).toEqual(["still"]);
  });
});

test("an authority's key with a passphrase is refused, with how to take it off", async () => {
  const out = join(folder, "locked");
  await initFolder(out, options);
  const file = join(out, "intermediate.key");
  openssl("pkey", "-in", file, "-aes256", "-passout", "pass:x", "-out", join(out, "locked.key"));
  writeFileSync(file, readFileSync(join(out, "locked.key")));
  expect(() => openFolder(out)).toThrow(
    expect.objectContaining({
      code: "authority",
      message: expect.stringMatching(
        /intermediate\.key: expected a key without a passphrase: take it off with/,
      ),
    }),
  );
});

test("a hosts file gives the machine the other names on its line, and no line of others", () => {
  const file = join(folder, "hosts");
  const own = hostname().toLowerCase();
  writeFileSync(file, `127.0.0.1 advertisement.example\n127.0.1.1 ${own}.example ${own} alias # comment\n`);
  const found = machineNames(file);
  expect(found).toEqual(expect.arrayContaining([own, `${own}.example`, "alias", "localhost", "127.0.0.1"]));
  expect(found).not.toContain("advertisement.example");
  expect(existsSync(file)).toBe(true);
});
