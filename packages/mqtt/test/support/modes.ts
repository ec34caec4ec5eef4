import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BackendOptions, formatAccessList, type TlsSettings } from "@wirebook/mqtt";
import type { Certificates } from "wirebook-test/support/certificates";
import { freePort } from "wirebook-test/support/free-port";
import { type Mosquitto, startMosquitto } from "wirebook-test/support/mosquitto";

export const modes = [
  "plain",
  "password",
  "tls",
  "client-certificate",
  "psk",
  "websockets",
  "secure-websockets",
] as const;
export type Mode = (typeof modes)[number];

export const protocols = {
  plain: "mqtt",
  password: "mqtt",
  tls: "mqtts",
  "client-certificate": "mqtts",
  psk: "mqtts",
  websockets: "ws",
  "secure-websockets": "wss",
} as const;

/** How one client gets in. */
export interface Access {
  /** User and password of the Host URI, as `user:password@`. */
  readonly credentials: string;
  readonly tls?: TlsSettings;
  /** Options of mosquitto_pub and its like. */
  readonly options: readonly string[];
}

/** Password and key of a client; made up for each run. */
export interface Secrets {
  readonly password: string;
  readonly psk: string;
}

const examples = fileURLToPath(new URL("../../examples/mosquitto/", import.meta.url));

/** How a client gets in; `name` is its user, its identity or the CN of its certificate. */
export function accessOf(mode: Mode, name: string, secrets: Secrets, certificates: Certificates): Access {
  const ca = { ca: readFileSync(certificates.root, "utf8") };
  const cafile = ["--cafile", certificates.root];
  const login = ["-u", name, "-P", secrets.password];
  const credentials = `${name}:${secrets.password}@`;
  switch (mode) {
    case "plain":
      return { credentials: name === "backend" ? "backend@" : "", options: [] };
    case "password":
    case "websockets":
      return { credentials, options: login };
    case "tls":
    case "secure-websockets":
      return { credentials, tls: ca, options: [...login, ...cafile] };
    case "client-certificate": {
      const commonName = name === "backend" ? name : `urn:dev:mac:${name}`;
      const { cert, key } = certificates.issue(name, commonName);
      const own = { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
      return { credentials: "", tls: { ...ca, ...own }, options: [...cafile, "--cert", cert, "--key", key] };
    }
    case "psk":
      return {
        credentials: "",
        tls: { psk: { identity: name, key: secrets.psk } },
        options: ["--psk", secrets.psk, "--psk-identity", name],
      };
  }
}

/** Starts mosquitto with an example's configuration; only its places and ports are others. */
export async function startExample(
  mode: Mode,
  folder: string,
  devices: readonly string[],
  secrets: Secrets,
  certificates: Certificates,
): Promise<{ broker: Mosquitto; port: number }> {
  const users = ["backend", ...devices];
  copyFileSync(join(examples, "plain.acl"), join(folder, "plain.acl"));
  writeFileSync(join(folder, "devices.acl"), formatAccessList({ devices, backend: "backend" }));
  writeFileSync(join(folder, "keys.psk"), users.map((user) => `${user}:${secrets.psk}\n`).join(""));
  writeFileSync(join(folder, "passwords"), users.map((user) => `${user}:${secrets.password}\n`).join(""));
  execFileSync("mosquitto_passwd", ["-U", join(folder, "passwords")]);
  const server = certificates.issue("server", "Test broker", "127.0.0.1");
  copyFileSync(server.cert, join(folder, "server.pem"));
  copyFileSync(certificates.root, join(folder, "clients.pem"));
  const [besides, port] = [await freePort(), await freePort()];
  const configuration = readFileSync(join(examples, `${mode}.conf`), "utf8")
    .replaceAll(/\/etc\/mosquitto\/|\/var\/lib\/mosquitto\//g, `${folder}/`)
    .replace(/^listener 1883 127.0.0.1$/m, `listener ${besides} 127.0.0.1`)
    .replace(/^listener \d{4}$/m, `listener ${port} 127.0.0.1`);
  return { broker: await startMosquitto(folder, `${configuration}user root\n`, port), port };
}

/** The embedded broker's options for a mode. */
export function embeddedOptions(
  mode: Mode,
  devices: readonly string[],
  secrets: Secrets,
  certificates: Certificates,
): NonNullable<BackendOptions["embedded"]> {
  const protocol = protocols[mode];
  const authenticate = ({ password }: { password: string }) => password === secrets.password;
  const server = () => {
    const { cert, key } = certificates.issue("server", "Test broker", "127.0.0.1");
    return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
  };
  switch (mode) {
    case "plain":
      return { port: 0 };
    case "password":
    case "websockets":
      return { authenticate, listeners: [{ protocol, port: 0 }] };
    case "tls":
    case "secure-websockets":
      return { authenticate, listeners: [{ protocol, port: 0, ...server() }] };
    case "client-certificate":
      return {
        listeners: [{ protocol, port: 0, ...server(), clientCa: readFileSync(certificates.root, "utf8") }],
      };
    case "psk":
      return {
        listeners: [{ protocol, port: 0, psk: Object.fromEntries(devices.map((one) => [one, secrets.psk])) }],
      };
  }
}
