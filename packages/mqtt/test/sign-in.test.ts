import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConnectionOptions } from "node:tls";
import type { Credentials } from "@wirebook/mqtt";
import { afterAll, describe, expect, test } from "vitest";
import { makeCertificates } from "wirebook-test/support/certificates";
import { startChild } from "wirebook-test/support/child";
import { devEui } from "./support/messages.ts";
import { portOf } from "./support/raw-client.ts";
import { startReporting } from "./support/reporting.ts";
import { until } from "./support/scene.ts";
import { signInOver } from "./support/sign-in-over.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-sign-in-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = "00112233445566778899aabbccddeeff";

/** Runs mosquitto_pub as a device with a key, and answers its exit code. */
function publishPsk(port: number, ...more: string[]): Promise<number | null> {
  const options = ["--psk", key, "--psk-identity", devEui, "-i", devEui, "-q", "1"];
  const address = ["-h", "127.0.0.1", "-p", String(port), "-t", `LOB/${devEui}/up/tick`];
  return startChild("mosquitto_pub", [...address, ...options, "-m", "x", ...more]).ended;
}

describe("authenticate beside a pre-shared key", () => {
  const start = async (authenticate: (shown: Credentials) => boolean | { as: string }) => {
    const asked: Credentials[] = [];
    const listeners = [{ protocol: "mqtts" as const, port: 0, psk: { [devEui]: key } }];
    const backend = await startReporting(
      {},
      {
        inbox: false,
        embedded: {
          listeners,
          operators: ["desk"],
          authenticate: (shown) => {
            asked.push(shown);
            return authenticate(shown);
          },
        },
      },
    );
    let unknown = 0;
    backend.onUnknown(() => void unknown++);
    return { backend, asked, port: portOf(backend.urls[0]), handled: () => unknown };
  };

  test("lets in with the right password, and not with a wrong one", async () => {
    const { port, handled, asked, backend } = await start(
      ({ user, password }) => user === "house" && password === "12345",
    );
    expect(await publishPsk(port, "-u", "house", "-P", "12345")).toBe(0);
    expect(await publishPsk(port, "-u", "house", "-P", "54321")).not.toBe(0);
    expect(await publishPsk(port)).not.toBe(0);
    expect(handled()).toBe(1);
    expect(asked[0]).toEqual({ user: "house", password: "12345", identity: devEui, by: "psk" });
    expect(asked[2]).toEqual({ user: "", password: "", identity: devEui, by: "psk" });
    expect(backend.typesOf("client-refused")).toMatchObject([
      { client: devEui, address: "127.0.0.1", count: 1, reason: expect.stringContaining("password") },
    ]);
    expect(JSON.stringify(backend.events)).not.toContain("54321");
  });

  test("gives the rights of the identity, and not of the user", async () => {
    const { port, handled, backend } = await start(() => true);
    // As an operator it might not publish to the topics of a device.
    expect(await publishPsk(port, "-u", "desk", "-P", "x")).toBe(0);
    await until(() => handled() === 1);
    expect(backend.typesOf("denied")).toEqual([]);
  });

  test("gives those of another name if it says so", async () => {
    const { port, handled, backend } = await start(() => ({ as: "desk" }));
    await publishPsk(port);
    expect(handled()).toBe(0);
    expect(backend.typesOf("denied")).toMatchObject([{ client: expect.stringContaining("desk") }]);
  });

  test("lets nobody in under a name that is nobody's", async () => {
    const { port, handled } = await start(() => ({ as: "somebody" }));
    expect(await publishPsk(port)).not.toBe(0);
    expect(handled()).toBe(0);
  });
});

describe("a TLS session that is taken up again", () => {
  test("signs in with a pre-shared key, which is shown anew", async () => {
    const listeners = [{ protocol: "mqtts" as const, port: 0, psk: { [devEui]: key } }];
    const { urls } = await startReporting({}, { inbox: false, embedded: { listeners } });
    const options: ConnectionOptions = {
      port: portOf(urls[0]),
      ciphers: "PSK",
      maxVersion: "TLSv1.2",
      pskCallback: () => ({ psk: Buffer.from(key, "hex"), identity: devEui }),
      checkServerIdentity: () => undefined,
    };
    const first = await signInOver(options);
    expect(first.returnCode).toBe(0);
    const second = await signInOver({ ...options, ...(first.session && { session: first.session }) });
    expect(second).toMatchObject({ returnCode: 0, isResumed: false });
  });

  test.each(["TLSv1.2", "TLSv1.3"] as const)("signs in with a certificate, %s", async (version) => {
    const certificates = makeCertificates(folder);
    const server = certificates.issue("server", "Test broker", "127.0.0.1");
    const own = certificates.issue("own", devEui);
    const read = ({ cert, key }: { cert: string; key: string }) => ({
      cert: readFileSync(cert),
      key: readFileSync(key),
    });
    const ca = readFileSync(certificates.root);
    const listeners = [{ protocol: "mqtts" as const, port: 0, ...read(server), clientCa: ca }];
    const backend = await startReporting({}, { inbox: false, embedded: { listeners } });
    const options = { port: portOf(backend.urls[0]), ca, ...read(own), maxVersion: version };
    const first = await signInOver(options);
    expect(first.returnCode).toBe(0);
    const second = await signInOver({ ...options, ...(first.session && { session: first.session }) });
    expect(second.returnCode).toBe(0);
    // One without a certificate is told to the operator, and does not get in.
    const stranger = await signInOver({ port: options.port, ca, maxVersion: version });
    expect(stranger.returnCode).toBeUndefined();
    await until(() => backend.typesOf("client-refused").length === 1);
    expect(backend.typesOf("client-refused")).toMatchObject([
      { address: "127.0.0.1", reason: expect.stringContaining("clientCa") },
    ]);
    // Nor does one with somebody else's, although nothing is wrong with how it speaks.
    const elsewhere = makeCertificates(mkdtempSync(join(folder, "elsewhere-"))).issue("own", devEui);
    const foreign = await signInOver({ port: options.port, ca, ...read(elsewhere), maxVersion: version });
    expect(foreign.returnCode).toBeUndefined();
    await until(() => backend.typesOf("client-refused").length === 2);
    expect(backend.typesOf("client-refused")[1]).toMatchObject({
      client: "",
      address: "127.0.0.1",
      reason: expect.stringMatching(/clientCa has issued \((?!ECONNRESET)/),
    });
  });
});

test("a key that is wrong is told to the operator, once for many", async () => {
  const listeners = [{ protocol: "mqtts" as const, port: 0, psk: { [devEui]: "00ff" } }];
  const backend = await startReporting({}, { inbox: false, embedded: { listeners } });
  for (let n = 0; n < 3; n++) expect(await publishPsk(portOf(backend.urls[0]))).not.toBe(0);
  expect(backend.typesOf("client-refused")).toMatchObject([
    { address: "127.0.0.1", count: 1, reason: expect.stringContaining("psk") },
  ]);
  await backend.close();
  expect(backend.typesOf("client-refused")).toMatchObject([{ count: 1 }, { count: 2 }]);
});
