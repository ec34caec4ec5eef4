import type { MosquittoListener, MosquittoSettings } from "@wirebook/mqtt/mosquitto";
import { badUsage } from "../error.ts";

/** What `mosquitto` may be told, as a router's form has it, in place of a file of settings. */
export interface FormOptions {
  readonly for?: "2.0" | "2.1";
  readonly port?: number;
  readonly address?: string;
  readonly websockets?: boolean;
  readonly logLevel?: MosquittoSettings["logLevel"];
  readonly tls?: NonNullable<MosquittoListener["tls"]>;
  readonly authentication?: NonNullable<MosquittoListener["authentication"]>;
  readonly user?: string;
  readonly identity?: string;
  readonly name?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly backend?: string;
  readonly prefix?: string;
  readonly folder?: string;
}

/** A form, with the options of each field. */
const FIELDS: readonly (keyof FormOptions)[] = [
  ...([
    "for",
    "port",
    "address",
    "websockets",
    "logLevel",
    "tls",
    "authentication",
    "user",
    "identity",
  ] as const),
  ...(["name", "cert", "key", "ca", "backend", "prefix", "folder"] as const),
];

/** Settings in which secrets may be missing: of a user its hash, of an identity its key. */
export type OpenSettings = Omit<MosquittoSettings, "users" | "keys"> & {
  readonly users?: readonly { readonly name: string; readonly passwordHash?: string }[];
  readonly keys?: readonly { readonly identity: string; readonly key?: string }[];
};

/** The ports of the manuals. */
const PORTS = { mqtt: { open: 1883, tls: 8883 }, websockets: { open: 9001, tls: 9883 } } as const;

/** The settings that a form says: one listener. */
export function settingsOfForm(devices: readonly string[], options: FormOptions): OpenSettings {
  const {
    tls = "none",
    authentication = "none",
    websockets = false,
    address,
    user,
    identity,
    name,
  } = options;
  const protocol = websockets ? "websockets" : "mqtt";
  const port = options.port ?? PORTS[protocol][tls === "none" ? "open" : "tls"];
  const { cert = "server.pem", key = "server.key", ca = "clients.pem" } = options;
  const kept = {
    logLevel: options.logLevel,
    backend: options.backend,
    prefix: options.prefix,
    folder: options.folder,
  };
  return {
    version: options.for ?? "2.0",
    listeners: [{ port, protocol, tls, authentication, ...(address === undefined ? {} : { address }) }],
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
    ...(user === undefined ? {} : { users: [{ name: user }] }),
    ...(identity === undefined ? {} : { keys: [{ identity }] }),
    ...(name === undefined ? {} : { names: name }),
    ...(tls === "certificate" ? { certificates: { cert, key, ca } } : {}),
    ...(devices.length === 0 ? {} : { devices }),
  };
}

/** A file of settings says all that a form says. */
export function refuseForm(devices: readonly string[], options: FormOptions): void {
  const given = FIELDS.filter((field) => options[field] !== undefined);
  if (given.length === 0 && devices.length === 0) return;
  throw badUsage(
    "expected either --settings or the fields of the form, found both",
    "What a form has no field for, such as several listeners, stands in the file of settings.",
  );
}
