import { tryDevEui } from "../protocol/dev-eui.ts";
import { DEFAULT_PREFIX } from "../protocol/topic-name.ts";
import { flag, list, members, oneOf, type Read, text, whole } from "./read.ts";
import {
  address,
  certificateName,
  fileName,
  folder,
  keyDigits,
  passwordHash,
  prefix,
  systemUser,
  topicFilter,
  userName,
} from "./rules.ts";
import type {
  MosquittoAccess,
  MosquittoCertificates,
  MosquittoKeeping,
  MosquittoKey,
  MosquittoListener,
  MosquittoSettings,
  MosquittoUser,
} from "./settings.ts";

/** Of a list in the settings. */
const MOST = { listeners: 64, users: 100_000, filters: 1000 } as const;
/** A fleet of which each change is written to disk at once. */
const SMALL_FLEET = 10;

/** Settings with their defaults. */
export type ReadSettings = Required<
  Omit<MosquittoSettings, "certificates" | "backend" | "keep" | "listeners">
> &
  Pick<MosquittoSettings, "certificates" | "backend"> & {
    readonly keep: Required<MosquittoKeeping>;
    readonly listeners: readonly ReadListener[];
  };

/** A listener with its defaults. */
export type ReadListener = Required<Omit<MosquittoListener, "address">> & Pick<MosquittoListener, "address">;

const devEui: Read<string> = text((one) =>
  tryDevEui(one) === undefined
    ? "16 hexadecimal digits, with or without urn:dev:mac: before them"
    : undefined,
);

const listener = members<MosquittoListener>(
  {
    port: whole(1, 65_535),
    address: text(address),
    protocol: oneOf(["mqtt", "websockets"]),
    tls: oneOf(["none", "psk", "certificate"]),
    authentication: oneOf(["none", "password", "cn"]),
    requireCertificate: flag,
  },
  ["port"],
);

const settings = members<MosquittoSettings>(
  {
    version: oneOf(["2.0", "2.1"]),
    listeners: list(listener, MOST.listeners),
    logLevel: oneOf(["error", "warning", "information", "debug"]),
    keys: list(
      members<MosquittoKey>({ identity: text(userName), key: text(keyDigits) }, ["identity", "key"]),
      MOST.users,
    ),
    users: list(
      members<MosquittoUser>(
        { name: text(userName), passwordHash: text(passwordHash) },
        ["name", "passwordHash"],
        {
          password:
            "expected passwordHash in its place, which hashPassword makes: a password is written nowhere",
        },
      ),
      MOST.users,
    ),
    names: list(text(certificateName), MOST.users),
    certificates: members<MosquittoCertificates>(
      { cert: text(fileName), key: text(fileName), ca: text(fileName) },
      ["cert", "key"],
    ),
    devices: list(devEui, MOST.users),
    backend: text(certificateName),
    prefix: text(prefix),
    access: list(
      members<MosquittoAccess>(
        {
          name: text(certificateName),
          read: list(text(topicFilter), MOST.filters),
          write: list(text(topicFilter), MOST.filters),
        },
        ["name"],
      ),
      MOST.users,
    ),
    keep: members<MosquittoKeeping>(
      {
        storage: oneOf(["snapshots", "sqlite"]),
        changes: whole(1, 100_000),
        queuedMessages: whole(1, 100_000_000),
        queuedBytes: whole(1_000_000, 1_000_000_000_000),
        // With a backlog, mosquitto 2.0.11 came to a standstill at 2,000 and above.
        inflightMessages: whole(1, 1000),
        sessionDays: whole(1, 3650),
        packetBytes: whole(1000, 268_435_455),
      },
      [],
    ),
    folder: text(folder),
    dataFolder: text(folder),
    pluginFolder: text(folder),
    systemUser: text(systemUser),
  },
  ["listeners"],
);

/** Reads settings of any kind, and fills in what is left out. */
export const readSettings: Read<ReadSettings> = (value, path, tell) => {
  const given = settings(value, path, tell);
  if (given === undefined) return undefined;
  const { devices = [], listeners = [] } = given;
  return {
    version: "2.0",
    logLevel: "information",
    keys: [],
    users: [],
    names: [],
    prefix: DEFAULT_PREFIX,
    access: [],
    folder: "/etc/mosquitto",
    dataFolder: "/var/lib/mosquitto",
    pluginFolder: "/usr/lib/x86_64-linux-gnu/mosquitto",
    systemUser: "mosquitto",
    ...given,
    devices,
    listeners: listeners.map(withDefaults),
    keep: {
      storage: "snapshots",
      changes: devices.length > 0 && devices.length <= SMALL_FLEET ? 1 : 100,
      queuedMessages: 1_000_000,
      queuedBytes: 256 * 2 ** 20,
      inflightMessages: 1000,
      sessionDays: 14,
      packetBytes: 2_000_000,
      ...given.keep,
    },
  };
};

function withDefaults(given: MosquittoListener): ReadListener {
  const { authentication = "none" } = given;
  return {
    protocol: "mqtt",
    tls: "none",
    requireCertificate: authentication === "cn",
    ...given,
    authentication,
  };
}
