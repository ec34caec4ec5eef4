import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import {
  hashPassword,
  type MosquittoListener,
  type MosquittoSettings,
  mosquittoConfig,
} from "@wirebook/mqtt/mosquitto";

/** Who looks on while the others are tried: it may do everything. */
export const PROBE = "wirebook-check";
/** Somebody whose certificate is taken, and who has no rights. */
export const STRANGER = "wirebook-stranger";

/** Secrets that were made up for one check, the same for all: nobody's own is needed. */
export interface MadeUp {
  readonly password: string;
  readonly key: string;
}

/** The settings of a broker that is only tried: at ports that are free, in a folder of its own. */
export async function elsewhere(settings: MosquittoSettings, folder: string): Promise<MosquittoSettings> {
  const listeners: MosquittoListener[] = [];
  for (const listener of settings.listeners)
    listeners.push({ ...listener, port: await freePort(), address: "127.0.0.1" });
  const [first] = listeners as [MosquittoListener];
  // Else one would be added, at a port that the machine's own broker may have.
  if (settings.version !== "2.1" && listeners.every(({ protocol }) => protocol === "websockets")) {
    listeners.push({ ...first, protocol: "mqtt", port: await freePort() });
  }
  return { ...settings, listeners, folder, dataFolder: join(folder, "data"), ...runningAs(settings) };
}

/** The same broker with secrets that are known here, and with somebody who looks on. */
export async function withMadeUp(
  settings: MosquittoSettings,
): Promise<{ settings: MosquittoSettings; madeUp: MadeUp }> {
  const madeUp = { password: randomBytes(12).toString("hex"), key: randomBytes(32).toString("hex") };
  const passwordHash = await hashPassword(madeUp.password);
  const { users, keys, names, access = [] } = settings;
  return {
    madeUp,
    settings: {
      ...settings,
      ...(users === undefined
        ? {}
        : { users: [...users.map(({ name }) => name), PROBE].map((name) => ({ name, passwordHash })) }),
      ...(keys === undefined
        ? {}
        : {
            keys: [...keys.map(({ identity }) => identity), PROBE].map((identity) => ({
              identity,
              key: madeUp.key,
            })),
          }),
      ...(hasRules(settings)
        ? { access: [...access, { name: PROBE, read: ["#"], write: ["#"] }] }
        : names === undefined
          ? {}
          : { names: [...names, PROBE] }),
    },
  };
}

/** Whether anybody has rules: else whoever is in may do everything. */
export function hasRules({ devices = [], access = [], backend }: MosquittoSettings): boolean {
  return devices.length + access.length > 0 || backend !== undefined;
}

/** Writes the files of a broker that is tried, and makes them its own. */
export function writeCopy(settings: MosquittoSettings): Readonly<Record<string, string>> {
  const { files } = mosquittoConfig(settings);
  const { folder = "", dataFolder = "" } = settings;
  mkdirSync(dataFolder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return files;
}

/** Gives a folder, with all that is in it, to the user as whom mosquitto runs. */
export function giveAway(folder: string, { systemUser = "mosquitto" }: MosquittoSettings): void {
  const ids = process.getuid?.() === 0 ? idsOf(systemUser) : undefined;
  if (ids === undefined) return;
  for (const path of [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    chownSync(path, ...ids);
}

/** As root, mosquitto becomes another user; where there is none of that name, it stays who it is. */
function runningAs({ systemUser = "mosquitto" }: MosquittoSettings): { readonly systemUser?: string } {
  return process.getuid?.() === 0 && idsOf(systemUser) === undefined ? { systemUser: "root" } : {};
}

function idsOf(user: string): [uid: number, gid: number] | undefined {
  const [uid, gid] = ["-u", "-g"].map((kind) =>
    spawnSync("id", [kind, user], { encoding: "utf8" }).stdout?.trim(),
  );
  return uid && gid ? [Number(uid), Number(gid)] : undefined;
}

/** A certificate that is its own authority, and nobody else's; `undefined` where there is no openssl. */
export function selfSigned(
  folder: string,
  file: string,
  name: string,
): { cert: string; key: string } | undefined {
  const [cert, key, settings] = [`${file}.crt`, `${file}.key`, `${file}.cnf`].map((one) =>
    join(folder, one),
  ) as [string, string, string];
  writeFileSync(
    settings,
    "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\n[ext]\nbasicConstraints=critical,CA:FALSE\nsubjectAltName=IP:127.0.0.1\n",
  );
  try {
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
        ...["-config", settings, "-utf8", "-subj", `/CN=${name}`, "-keyout", key, "-out", cert],
      ],
      { stdio: "pipe" },
    );
    return { cert, key };
  } catch {
    return undefined;
  }
}

/** Whether a port of this address can be listened at. */
export function canBind(address: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(0, address, () => server.close(() => resolve(true)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
