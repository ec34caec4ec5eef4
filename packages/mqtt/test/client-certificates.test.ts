import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddedOptions, ListenerOptions } from "@wirebook/mqtt";
import { afterAll, describe, expect, test } from "vitest";
import { type Identity, makeCertificates } from "wirebook-test/support/certificates";
import { devEui } from "./support/messages.ts";
import { portOf } from "./support/raw-client.ts";
import { type ReportingBackend, startReporting } from "./support/reporting.ts";
import { startDevice, until } from "./support/scene.ts";
import { type SelfSigned, selfSigned } from "./support/self-signed.ts";
import { signInOver } from "./support/sign-in-over.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-client-certificates-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const other = "ffffffffffffffff";
const urn = `urn:dev:mac:${devEui}`;
const read = ({ cert, key }: Identity) => ({ cert: readFileSync(cert), key: readFileSync(key) });
const certificates = makeCertificates(folder);
const ca = readFileSync(certificates.root);
const server = read(certificates.issue("server", "Test broker", "127.0.0.1"));
const issued = read(certificates.issue("issued", urn));
const own = selfSigned(folder, "own", urn);
const stranger = selfSigned(folder, "stranger", urn);

const start = (listener: Partial<ListenerOptions>, more: EmbeddedOptions = {}): Promise<ReportingBackend> =>
  startReporting(
    {},
    {
      inbox: false,
      embedded: { ...more, listeners: [{ protocol: "mqtts", port: 0, ...server, ...listener }] },
    },
  );

type Shown = Pick<SelfSigned, "cert" | "key"> | Record<string, never>;
const signIn = (
  backend: ReportingBackend,
  { cert, key }: Shown,
  more: Parameters<typeof signInOver>[0] = {},
  clientId = devEui,
) =>
  signInOver(
    { port: portOf(backend.urls[0]), ca, ...(cert === undefined ? {} : { cert, key }), ...more },
    clientId,
  );
const refused = { returnCode: undefined };

describe.each(["TLSv1.2", "TLSv1.3"] as const)("a certificate that nobody has issued, %s", (maxVersion) => {
  test.each([
    ["with colons", own.fingerprint],
    ["in its digits alone", own.fingerprint.replaceAll(":", "").toLowerCase()],
    ["with its DevEUI behind it", `${own.fingerprint} ${devEui}`],
    ["with a comment", `${own.fingerprint} # the one in the cellar`],
  ])("is taken by its fingerprint, %s", async (_, line) => {
    const backend = await start({ fingerprints: ["", line] });
    expect(await signIn(backend, own, { maxVersion })).toMatchObject({ returnCode: 0 });
    expect(backend.typesOf("client-connected")).toMatchObject([{ client: expect.stringContaining(devEui) }]);
  });

  test("is refused where it is another one, the same name or not, and told to the operator", async () => {
    const backend = await start({ fingerprints: [own.fingerprint] });
    expect(await signIn(backend, stranger, { maxVersion })).toMatchObject(refused);
    await until(() => backend.typesOf("client-refused").length === 1);
    expect(backend.typesOf("client-refused")).toMatchObject([
      { address: "127.0.0.1", reason: expect.stringMatching(/among fingerprints \(DEPTH_ZERO_SELF_SIGNED/) },
    ]);
  });

  test("is refused where none is shown", async () => {
    const backend = await start({ fingerprints: [own.fingerprint] });
    expect(await signIn(backend, {}, { maxVersion })).toMatchObject(refused);
    await until(() => backend.typesOf("client-refused").length === 1);
    expect(backend.typesOf("client-refused")).toMatchObject([
      { reason: expect.stringContaining("none was shown") },
    ]);
  });

  test("is refused where its fingerprint is for another DevEUI", async () => {
    const backend = await start({ fingerprints: [`${own.fingerprint} ${other}`] });
    expect(await signIn(backend, own, { maxVersion })).toMatchObject(refused);
  });

  test("lets nobody in under another name", async () => {
    const backend = await start({ fingerprints: [own.fingerprint] });
    expect(await signIn(backend, own, { maxVersion }, other)).toMatchObject({ returnCode: 2 });
  });

  test("is taken when its session is taken up again, and a stranger's is not", async () => {
    const backend = await start({ fingerprints: [own.fingerprint] });
    for (const [shown, expected] of [
      [own, { returnCode: 0 }],
      [stranger, refused],
      [{}, refused],
    ] as const) {
      const { session } = await signIn(backend, shown, { maxVersion });
      const again = await signIn(backend, shown, { maxVersion, ...(session && { session }) });
      expect(again).toMatchObject(expected);
      // Nor without the certificate that the session was begun with.
      if (session && shown === stranger)
        expect(await signIn(backend, {}, { maxVersion, session })).toMatchObject(refused);
    }
  });

  test("is taken beside those that an authority has issued", async () => {
    const backend = await start({ fingerprints: [own.fingerprint], clientCa: ca });
    expect(await signIn(backend, own, { maxVersion })).toMatchObject({ returnCode: 0 });
    expect(await signIn(backend, issued, { maxVersion })).toMatchObject({ returnCode: 0 });
    expect(await signIn(backend, stranger, { maxVersion })).toMatchObject(refused);
    expect(await signIn(backend, {}, { maxVersion })).toMatchObject(refused);
  });

  test("issues no others, whatever it says of itself", async () => {
    const authority = selfSigned(folder, "authority", urn, "critical,CA:TRUE");
    const backend = await start({ fingerprints: [authority.fingerprint] });
    expect(await signIn(backend, authority, { maxVersion })).toMatchObject({ returnCode: 0 });
    expect(await signIn(backend, issued, { maxVersion })).toMatchObject(refused);
  });
});

test("a certificate is taken by its fingerprint over secure WebSockets, and a stranger's is not", async () => {
  const backend = await start({ protocol: "wss", fingerprints: [own.fingerprint] });
  const host = backend.urls[0] as string;
  const tls = ({ cert, key }: SelfSigned) => ({ tls: { ca, cert, key } });
  await startDevice(host, tls(own));
  await expect(startDevice(host, tls(stranger))).rejects.toMatchObject({ name: "LinkError" });
});

describe("a revoked name", () => {
  const psk = { [devEui]: "00ff00ff00ff00ff00ff00ff00ff00ff" };
  const credentials = { tls: { psk: { identity: devEui, key: psk[devEui] as string } } };

  test.each([
    ["in its digits", devEui],
    ["as a URN", urn],
    ["in capitals", devEui.toUpperCase()],
  ])("is refused from the beginning, %s", async (_, name) => {
    const backend = await start({ clientCa: ca }, { revoked: [name] });
    expect(await signIn(backend, issued)).toMatchObject({ returnCode: 5 });
    expect(backend.typesOf("client-refused")).toMatchObject([
      { reason: "expected a name that is not revoked" },
    ]);
  });

  test("is cut off where it is connected, and does not come back", async () => {
    const listeners = [{ protocol: "mqtts" as const, port: 0, psk }];
    const backend = await startReporting({}, { inbox: false, embedded: { listeners } });
    const host = backend.urls[0] as string;
    const device = await startDevice(host, credentials);
    await until(() => backend.typesOf("client-connected").length === 1);
    backend.renew({ revoked: [urn] });
    await until(() => backend.typesOf("client-disconnected").length === 1);
    expect(backend.typesOf("client-disconnected")).toMatchObject([
      { reason: "expected a name that is not revoked" },
    ]);
    await expect(startDevice(host, credentials)).rejects.toMatchObject({ code: "refused" });
    // It tries again by itself, and would meet the next one.
    await device.close();
    backend.renew({ revoked: [] });
    await startDevice(host, credentials);
  });

  test("is that of an operator, too, and not of others", async () => {
    const desk = read(certificates.issue("desk", "desk"));
    const backend = await start({ clientCa: ca }, { operators: ["desk"], revoked: ["desk"] });
    expect(await signIn(backend, desk)).toMatchObject({ returnCode: 5 });
    expect(await signIn(backend, issued)).toMatchObject({ returnCode: 0 });
  });

  test("is refused under another name that authenticate gives it", async () => {
    const backend = await start(
      { clientCa: ca },
      { operators: ["desk"], revoked: [devEui], authenticate: () => ({ as: "desk" }) },
    );
    expect(await signIn(backend, issued)).toMatchObject({ returnCode: 5 });
  });
});

describe("certificates are renewed while the broker runs", () => {
  const elsewhere = makeCertificates(mkdtempSync(join(folder, "elsewhere-")));
  const next = read(elsewhere.issue("server", "Next broker", "127.0.0.1"));
  const nextCa = readFileSync(elsewhere.root);

  test("its own: whoever connects sees the next one, whoever is connected stays", async () => {
    const backend = await start({ clientCa: ca });
    const port = portOf(backend.urls[0]);
    const device = await startDevice(backend.urls[0] as string, { tls: { ca, ...issued } });
    backend.renew(next);
    expect(await signInOver({ port, ca: nextCa, ...issued })).toMatchObject({ returnCode: 0 });
    expect(await signInOver({ port, ca, ...issued })).toMatchObject(refused);
    expect(backend.typesOf("client-disconnected").filter(({ type }) => type === "disconnected")).toEqual([]);
    await device.close();
  });

  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "its authorities: a session of before is no way around them, %s",
    async (maxVersion) => {
      const backend = await start({ clientCa: ca });
      const { session } = await signIn(backend, issued, { maxVersion });
      expect(session).toBeDefined();
      backend.renew({ clientCa: nextCa });
      expect(await signIn(backend, issued, { maxVersion })).toMatchObject(refused);
      expect(await signIn(backend, issued, { maxVersion, ...(session && { session }) })).toMatchObject(
        refused,
      );
      const there = read(elsewhere.issue("there", urn));
      expect(await signIn(backend, there, { maxVersion })).toMatchObject({ returnCode: 0 });
    },
  );

  test("its fingerprints: whoever is not among them any more is cut off, the others stay", async () => {
    const backend = await start({ clientCa: ca, fingerprints: [own.fingerprint] });
    const host = backend.urls[0] as string;
    await startDevice(host, { tls: { ca, cert: own.cert, key: own.key }, clientId: "pinned" });
    await startDevice(host, { tls: { ca, ...issued }, clientId: "issued" });
    await until(() => backend.typesOf("client-connected").length === 2);
    backend.renew({ fingerprints: [stranger.fingerprint] });
    await until(() => backend.typesOf("client-disconnected").length === 1);
    expect(backend.typesOf("client-disconnected")).toMatchObject([
      { client: expect.stringContaining("pinned"), reason: expect.stringContaining("fingerprint") },
    ]);
    expect(await signIn(backend, own)).toMatchObject(refused);
    expect(await signIn(backend, stranger)).toMatchObject({ returnCode: 0 });
  });

  test.each([
    ["a certificate without its key", { cert: next.cert }, "cert and key together"],
    ["a certificate with another key", { cert: next.cert, key: server.key }, "with its own key"],
    ["what is no certificate", { cert: "nothing", key: "nothing" }, "in PEM"],
    ["authorities that are none", { clientCa: "nothing", revoked: [devEui] }, "in PEM"],
    ["authorities where it had none", { clientCa: ca, listener: 1 }, "that had it when it began"],
    [
      "fingerprints where it had none",
      { fingerprints: [], listener: 0 },
      "that had it when it began; an empty list",
    ],
    ["a fingerprint that is none", { fingerprints: ["00"], listener: 2 }, "64 hexadecimal digits"],
    [
      "a certificate of a listener without TLS",
      { ...next, listener: 3 },
      "cert: expected a listener that had",
    ],
    ["a name with blanks around it", { ...next, revoked: [`${other}\n`] }, "revoked[0]: expected"],
    ["a listener that is not there", { ...next, listener: 7 }, "one of 4, counted from 0"],
  ])("%s is refused, and nothing has changed", async (_, renewal, words) => {
    const listeners = [
      { protocol: "mqtts" as const, port: 0, ...server, clientCa: ca },
      { protocol: "mqtts" as const, port: 0, ...server },
      { protocol: "mqtts" as const, port: 0, ...server, fingerprints: [] },
      { protocol: "mqtt" as const, port: 0 },
    ];
    const backend = await startReporting(
      {},
      { inbox: false, embedded: { listeners, authenticate: () => true } },
    );
    expect(() => backend.renew(renewal)).toThrow(
      expect.objectContaining({ code: "invalid-configuration", message: expect.stringContaining(words) }),
    );
    expect(await signIn(backend, issued)).toMatchObject({ returnCode: 0 });
  });

  test("without an embedded broker there is nothing to renew", async () => {
    const embedded = { port: 0, operators: ["backend"], authenticate: () => true };
    const inside = await startReporting({}, { inbox: false, embedded });
    const url = `mqtt://backend:secret@127.0.0.1:${portOf(inside.urls[0])}`;
    const backend = await startReporting({}, { inbox: false, url });
    expect(() => backend.renew({ revoked: [] })).toThrow(/expected the embedded broker/);
    expect(() => inside.renew(next)).toThrow(/cert: expected a listener that had it/);
  });
});

describe("fingerprints are refused", () => {
  const fingerprints = [own.fingerprint];
  const cases: [string, ListenerOptions, string][] = [
    ["on a listener without TLS", { protocol: "mqtt", fingerprints }, "mqtts or wss"],
    ["without a certificate of the broker", { protocol: "mqtts", fingerprints }, "cert and key"],
    ["where the line is none", { protocol: "mqtts", ...server, fingerprints: ["00:11"] }, "fingerprints[0]"],
    [
      "where what is behind it is no DevEUI",
      { protocol: "mqtts", ...server, fingerprints: [`${own.fingerprint} desk`] },
      "a DevEUI behind it",
    ],
  ];
  test.each(cases)("%s", async (_, listener, words) => {
    const embedded = { listeners: [{ port: 0, ...listener }] };
    await expect(startReporting({}, { inbox: false, embedded })).rejects.toMatchObject({
      code: "invalid-configuration",
      message: expect.stringContaining(words),
    });
  });
});
