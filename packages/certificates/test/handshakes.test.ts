import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatChain, formatKey, makeDevice, signRequest, trustSelfSigned } from "@wirebook/certificates";
import { createBackend, formatAccessList } from "@wirebook/mqtt";
import { afterEach, describe, expect, test } from "vitest";
import { startChild } from "wirebook-test/support/child";
import { freePort } from "wirebook-test/support/free-port";
import { startMosquitto } from "wirebook-test/support/mosquitto";
import { devEui, initAuthority, urn } from "./support/authority.ts";
import { testFolder } from "./support/folder.ts";
import { makeSelfSigned, openssl } from "./support/openssl.ts";

const folder = testFolder();
const { authority, folder: ca } = await initAuthority(join(folder, "ca"));
const at = (name: string) => join(ca, name);
const undone: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const one of undone.splice(0).reverse()) await one();
});

/** A device's files, and what of them it shows. */
interface Shown {
  readonly cert: string;
  readonly key: string;
}

for (const keyKind of ["ec", "rsa"] as const) {
  const { request, key, certificate } = await makeDevice({ devEui, keyKind });
  const { chain } = await signRequest(authority, Buffer.from(request));
  writeFileSync(at(`${keyKind}.key`), formatKey(key));
  writeFileSync(at(`${keyKind}.crt`), formatChain(chain));
  writeFileSync(at(`${keyKind}-alone.crt`), formatChain([chain[0]]));
  writeFileSync(at(`${keyKind}-self.crt`), formatChain([certificate]));
}
const shown = (cert: string, key = cert): Shown => ({ cert: at(`${cert}.crt`), key: at(`${key}.key`) });

/** Starts mosquitto with certificates of clients, `anchors` being the file of those that it trusts. */
async function startBroker(anchors: string): Promise<number> {
  const port = await freePort();
  const place = join(folder, `mosquitto-${port}`);
  mkdirSync(place);
  copyFileSync(anchors, join(place, "anchors.crt"));
  const configuration = [
    `listener ${port} 127.0.0.1`,
    `cafile ${join(place, "anchors.crt")}`,
    `certfile ${at("broker.crt")}`,
    `keyfile ${at("broker.key")}`,
    ...["require_certificate true", "use_identity_as_username true", "log_type all", "user root", ""],
  ].join("\n");
  const broker = await startMosquitto(place, configuration, port);
  undone.push(broker.kill);
  return port;
}

/** Publishes as a device, and answers whether the broker took it. */
async function publishes(port: number, { cert, key }: Shown, version: string): Promise<boolean> {
  const child = startChild("mosquitto_pub", [
    ...["-h", "127.0.0.1", "-p", String(port), "--cafile", at("root.crt"), "--tls-version", version],
    ...["--cert", cert, "--key", key, "-i", devEui, "-q", "1", "-t", `LOB/${devEui}/up/tick`, "-m", "x"],
  ]);
  return (await child.ended) === 0;
}

const versions = ["tlsv1.2", "tlsv1.3"];

describe.each(versions)("mosquitto, %s", (version) => {
  test("takes what was signed, with the intermediate behind it, EC and RSA", async () => {
    const port = await startBroker(at("root.crt"));
    expect(await publishes(port, shown("device"), version)).toBe(true);
    expect(await publishes(port, shown("backend"), version)).toBe(true);
    for (const kind of ["ec", "rsa"]) {
      expect(await publishes(port, shown(kind), version)).toBe(true);
      expect(await publishes(port, shown(`${kind}-alone`, kind), version)).toBe(false);
      expect(await publishes(port, shown(`${kind}-self`, kind), version)).toBe(false);
    }
  });

  test("takes a device's own certificate by trust, and no other of the same name", async () => {
    const own = readFileSync(at("ec-self.crt"));
    writeFileSync(at("anchors.crt"), formatChain(trustSelfSigned(own).map(({ certificate }) => certificate)));
    const port = await startBroker(at("anchors.crt"));
    expect(await publishes(port, shown("ec-self", "ec"), version)).toBe(true);
    expect(await publishes(port, shown("rsa-self", "rsa"), version)).toBe(false);
    const other = makeSelfSigned(ca, "other", urn, ["-addext", "basicConstraints=critical,CA:FALSE"]);
    expect(await publishes(port, other, version)).toBe(false);
  });
});

test("with the lines of the guide, a device reaches its own topics alone", async () => {
  const guide = readFileSync(
    new URL("../../../website/docs/guides/certificates.mdx", import.meta.url),
    "utf8",
  );
  const [, lines = ""] = /^```text\n(persistence true\n[^`]*)^```$/m.exec(guide) ?? [];
  const [port, place] = [await freePort(), join(folder, "guide")];
  mkdirSync(place);
  for (const file of ["root.crt", "broker.crt", "broker.key"]) copyFileSync(at(file), join(place, file));
  writeFileSync(join(place, "acl"), formatAccessList({ devices: [devEui], backend: "backend" }));
  const configuration = lines
    .replaceAll("/etc/mosquitto/", `${place}/`)
    .replaceAll("/var/lib/mosquitto/", `${place}/`)
    .replace("listener 8883", `listener ${port} 127.0.0.1`);
  expect(configuration).toContain(`acl_file ${place}/acl`);
  const broker = await startMosquitto(place, `${configuration}user root\n`, port);
  undone.push(broker.kill);
  const said = async (topic: string): Promise<string> => {
    const { cert, key } = shown("device");
    const child = startChild("mosquitto_pub", [
      ...["-h", "127.0.0.1", "-p", String(port), "--cafile", at("root.crt"), "--cert", cert, "--key", key],
      ...["-V", "5", "-q", "1", "-t", topic, "-m", "x"],
    ]);
    await child.ended;
    return child.output();
  };
  expect(await said(`LOB/${devEui}/up/tick`)).not.toContain("Not authorized");
  expect(await said("LOB/ffffffffffffffff/up/tick")).toContain("Not authorized");
});

describe("what trust refuses would let a device in under any other name", () => {
  /** A certificate for another name, signed by the device whose own is an anchor. */
  const forge = (name: string): Shown => {
    const forged = { cert: at(`forged-${name}.crt`), key: at(`forged-${name}.key`) };
    const csr = at(`forged-${name}.csr`);
    openssl(
      ...["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-keyout", forged.key, "-out", csr, "-subj", "/CN=ffffffffffffffff"],
    );
    openssl(
      ...["x509", "-req", "-in", csr, "-days", "2", "-CA", at(`${name}.crt`), "-CAkey", at(`${name}.key`)],
      ...["-CAcreateserial", "-out", forged.cert],
    );
    return forged;
  };
  const device = "basicConstraints=critical,CA:FALSE";
  const settings = join(folder, "no-extensions.cnf");
  writeFileSync(settings, "[req]\ndistinguished_name = name\n[name]\n");
  const dangers: [string, string[], boolean][] = [
    ["CA:TRUE, which openssl req -x509 writes", [], true],
    ["version 1, without any extension", ["-config", settings], true],
    [
      "a Netscape type, without constraints",
      ["-config", settings, "-addext", "nsCertType=client,sslCA"],
      true,
    ],
    ["a Netscape type beside CA:FALSE", ["-addext", device, "-addext", "nsCertType=client,sslCA"], false],
    ["version 3, without constraints", ["-config", settings, "-addext", "subjectKeyIdentifier=hash"], false],
    ["CA:FALSE", ["-addext", device], false],
  ];

  test.each(dangers)("%s", async (words, more, isDangerous) => {
    const name = `danger-${words.replaceAll(/\W/g, "")}`;
    const own = makeSelfSigned(ca, name, urn, more);
    const port = await startBroker(own.cert);
    expect(await publishes(port, own, "tlsv1.2")).toBe(true);
    expect(await publishes(port, forge(name), "tlsv1.2")).toBe(isDangerous);
    const trusting = () => trustSelfSigned(readFileSync(own.cert));
    if (isDangerous) expect(trusting).toThrow(expect.objectContaining({ code: "anchor" }));
    else expect(trusting()).toHaveLength(1);
  });
});

describe.each(versions)("the embedded broker, %s", (version) => {
  const start = async (more: { clientCa?: string; fingerprints?: string[] }) => {
    const [cert, key] = [readFileSync(at("broker.crt")), readFileSync(at("broker.key"))];
    const listeners = [{ protocol: "mqtts" as const, port: 0, cert, key, ...more }];
    const backend = await createBackend({
      messages: [],
      inbox: false,
      embedded: { listeners },
      report: () => {},
    });
    backend.onUnknown(() => {});
    undone.push(backend.close);
    return { backend, port: Number(/:(\d+)/.exec(backend.urls[0] ?? "")?.[1]) };
  };

  test("takes what was signed, until its name is revoked", async () => {
    const { backend, port } = await start({ clientCa: readFileSync(at("root.crt"), "utf8") });
    for (const kind of ["device", "ec", "rsa"])
      expect(await publishes(port, shown(kind), version)).toBe(true);
    expect(await publishes(port, shown("ec-self", "ec"), version)).toBe(false);
    backend.renew({ revoked: [devEui] });
    expect(await publishes(port, shown("ec"), version)).toBe(false);
  });

  test("takes a device's own certificate by the fingerprint that trust tells", async () => {
    const [device] = trustSelfSigned(readFileSync(at("ec-self.crt")));
    const { backend, port } = await start({ fingerprints: [`${device?.fingerprint} ${device?.devEui}`] });
    expect(await publishes(port, shown("ec-self", "ec"), version)).toBe(true);
    expect(await publishes(port, shown("rsa-self", "rsa"), version)).toBe(false);
    expect(await publishes(port, shown("ec"), version)).toBe(false);
    backend.renew({ fingerprints: [] });
    expect(await publishes(port, shown("ec-self", "ec"), version)).toBe(false);
  });

  test("shows a renewed certificate of its own without a restart", async () => {
    const { backend, port } = await start({ clientCa: readFileSync(at("root.crt"), "utf8") });
    const { folder: next } = await initAuthority(join(folder, `next-${version}`));
    const renewed = (name: string) => readFileSync(join(next, name));
    backend.renew({ cert: renewed("broker.crt"), key: renewed("broker.key") });
    expect(await publishes(port, shown("ec"), version)).toBe(false);
    backend.renew({ cert: readFileSync(at("broker.crt")), key: readFileSync(at("broker.key")) });
    expect(await publishes(port, shown("ec"), version)).toBe(true);
  });
});
