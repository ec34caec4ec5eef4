import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MosquittoListener, MosquittoSettings } from "@wirebook/mqtt/mosquitto";
import { formatDevEui } from "@wirebook/mqtt/protocol";
import { type Client, type Entrance, enter, isLetIn } from "./client.ts";
import { hasRules, type MadeUp, PROBE, STRANGER } from "./copies.ts";
import { type Rights, readAccessList, topicIn, topicOutside } from "./rights.ts";

/** A rule, and whether it holds; `undefined` where it could not be tried. */
export interface Finding {
  readonly rule: string;
  readonly holds: boolean | undefined;
}

/** A broker that runs with secrets that were made up. */
export interface Trial {
  readonly settings: MosquittoSettings;
  readonly madeUp: MadeUp;
  readonly files: Readonly<Record<string, string>>;
  /** The files of a client's certificate by its CN; `undefined` where there is no openssl. */
  certificateOf(name: string): { readonly cert: string; readonly key: string } | undefined;
}

/** The most of a list that are tried: the others are written as these are. */
const MOST = 3;
/** Milliseconds until a message that comes has come. */
const PATIENCE = 5000;

/** Tries one listener, which is told by its port: who is let in, who is not, and what each reaches. */
export async function tryListener(
  listener: MosquittoListener,
  port: number,
  trial: Trial,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const find = (rule: string, holds: boolean | undefined): void => {
    findings.push({ rule: `port ${port}: ${rule}`, holds });
  };
  if (listener.tls === "certificate" && trial.certificateOf(PROBE) === undefined) {
    find("is tried with certificates that openssl makes, and there is no openssl", undefined);
    return findings;
  }
  const probe = await enter(listener, entranceOf(PROBE, listener, trial)).catch(() => undefined);
  find("the right client is let in", probe !== undefined);
  for (const [what, wrong] of wrongEntrances(listener, trial)) {
    find(`a client with ${what} is refused`, !(await isLetIn(listener, wrong)));
  }
  if (probe === undefined) return findings;
  for (const [name, rights] of actorsAt(listener, trial)) {
    const actor = await enter(listener, entranceOf(name, listener, trial)).catch(() => undefined);
    const who = name === "" ? "a client without a user" : name;
    find(`${who} is let in`, actor !== undefined);
    if (actor === undefined) continue;
    for (const [rule, holds] of await tryRights(actor, probe, rights)) find(`${who} ${rule}`, holds);
    await actor.leave();
  }
  await probe.leave();
  return findings;
}

function entranceOf(
  name: string,
  { tls = "none", authentication = "none" }: MosquittoListener,
  trial: Trial,
): Entrance {
  const { madeUp, settings } = trial;
  const login = authentication === "password" ? { user: name, password: madeUp.password } : {};
  const claimed = authentication === "none" && tls !== "psk" && name !== "" ? { user: name } : {};
  if (tls === "none") return { ...login, ...claimed };
  if (tls === "psk") {
    const identity = authentication === "none" ? name : (settings.keys?.[0]?.identity ?? "");
    return { ...login, tls: { psk: { identity, key: madeUp.key } } };
  }
  const own = trial.certificateOf(name === "" ? PROBE : name);
  const { folder = "", certificates } = settings;
  const ca = readFileSync(join(folder, certificates?.cert ?? ""));
  const shown = own === undefined ? {} : { cert: readFileSync(own.cert), key: readFileSync(own.key) };
  return { ...login, ...claimed, tls: { ca, ...shown } };
}

/** What is not let in, each with what is wrong about it. */
function wrongEntrances(listener: MosquittoListener, trial: Trial): [string, Entrance][] {
  const { tls = "none", authentication = "none", requireCertificate = authentication === "cn" } = listener;
  const right = entranceOf(PROBE, listener, trial);
  const wrong: [string, Entrance][] = [];
  if (authentication === "password") {
    const { user: _, password: __, ...nobody } = right;
    wrong.push(["another password", { ...right, password: "not-the-password" }], ["no user", nobody]);
  }
  const psk = right.tls?.psk;
  if (tls === "psk" && psk !== undefined) {
    wrong.push(
      ["another key", { ...right, tls: { psk: { ...psk, key: "00".repeat(32) } } }],
      ["another identity", { ...right, tls: { psk: { ...psk, identity: "nobody-of-these" } } }],
    );
  }
  if (tls === "certificate" && requireCertificate) {
    const { cert: _, key: __, ...without } = right.tls ?? {};
    wrong.push(["no certificate", { ...right, tls: without }]);
    // One that is made now: the broker's file of authorities does not have it.
    const unknown = trial.certificateOf("wirebook-unknown");
    if (unknown !== undefined) {
      const shown = { cert: readFileSync(unknown.cert), key: readFileSync(unknown.key) };
      wrong.push(["a certificate of others", { ...right, tls: { ...right.tls, ...shown } }]);
    }
  }
  return wrong;
}

/** Some of those who have rights at a listener, and can come in there. */
function actorsAt(listener: MosquittoListener, { settings, files }: Trial): [string, Rights][] {
  const { tls = "none", authentication = "none" } = listener;
  const isOpen = authentication === "none" && tls !== "psk";
  const list = (isOpen ? files["acl-open"] : undefined) ?? files.acl;
  const known =
    authentication === "password"
      ? settings.users?.map(({ name }) => name)
      : tls === "psk"
        ? settings.keys?.map(({ identity }) => identity)
        : undefined;
  const stranger: [string, Rights][] = authentication === "cn" ? [[STRANGER, { read: [], write: [] }]] : [];
  if (list === undefined || (isOpen && !hasRules(settings))) return [];
  const rights = [...readAccessList(list)].filter(
    ([name]) => name !== PROBE && (known?.includes(name) ?? true),
  );
  const devices = new Set(
    (settings.devices ?? []).flatMap((one) => [formatDevEui(one), formatDevEui(one, "urn")]),
  );
  const [some, others] = [
    rights.filter(([name]) => devices.has(name)),
    rights.filter(([name]) => !devices.has(name)),
  ];
  return [...others.slice(0, MOST), ...some.slice(0, MOST), ...stranger];
}

/** What somebody reaches, and what it does not. */
async function tryRights(
  actor: Client,
  probe: Client,
  { read, write }: Rights,
): Promise<[string, boolean][]> {
  const found: [string, boolean][] = [];
  const token = (): string => randomBytes(9).toString("hex");
  const pass = async (from: Client, to: Client, inside: string | undefined, outside: string | undefined) => {
    const [own, foreign] = [token(), token()];
    if (outside !== undefined) await from.publish(outside, foreign);
    if (inside !== undefined) await from.publish(inside, own);
    const came = inside === undefined ? undefined : await comes(to, own);
    if (inside === undefined) await new Promise((resolve) => setTimeout(resolve, 200));
    return { came, strayed: outside === undefined ? undefined : to.heard.has(foreign) };
  };
  const written = await pass(actor, probe, topicIn(write[0]), topicOutside(write));
  if (written.came !== undefined) found.push(["may write what is its own", written.came]);
  if (written.strayed !== undefined) found.push(["cannot write anything else", !written.strayed]);
  const heard = await pass(probe, actor, topicIn(read[0]), topicOutside(read));
  if (heard.came !== undefined) found.push(["hears what is its own", heard.came]);
  if (heard.strayed !== undefined) found.push(["hears nothing else", !heard.strayed]);
  return found;
}

async function comes(client: Client, message: string): Promise<boolean> {
  const until = Date.now() + PATIENCE;
  while (!client.heard.has(message) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return client.heard.has(message);
}
