/** The version of mosquitto that the files are for. */
export type MosquittoVersion = "2.0" | "2.1";

/** How much mosquitto says: each level says what those before it say, too. */
export type MosquittoLogLevel = "error" | "warning" | "information" | "debug";

/** What encrypts a listener: nothing, a key that both sides know, or certificates. */
export type MosquittoTls = "none" | "psk" | "certificate";

/** How a client says who it is: not at all, by user and password, or by the CN of its certificate. */
export type MosquittoAuthentication = "none" | "password" | "cn";

/** A port that mosquitto listens at. */
export interface MosquittoListener {
  readonly port: number;
  /** Address or host that it is bound to. Default: all of the machine's. */
  readonly address?: string;
  /** Default: `mqtt`. */
  readonly protocol?: "mqtt" | "websockets";
  /** Default: `none`. */
  readonly tls?: MosquittoTls;
  /** Default: `none`. With `psk` that means: the identity says who it is. */
  readonly authentication?: MosquittoAuthentication;
  /** With certificates: whether each client has to show one. Default: with `cn`, where it has to. */
  readonly requireCertificate?: boolean;
}

/** A user with the hash of its password; see `hashPassword`. */
export interface MosquittoUser {
  /** Without a colon: a device's is its DevEUI in hexadecimal digits. */
  readonly name: string;
  /** `$7$…`. */
  readonly passwordHash: string;
}

/** A pre-shared key. */
export interface MosquittoKey {
  /** Without a colon: a device's is its DevEUI in hexadecimal digits. */
  readonly identity: string;
  /** Hexadecimal digits, 16 to 64 bytes. */
  readonly key: string;
}

/** Names of files that lie beside the ones that are written here, in PEM. */
export interface MosquittoCertificates {
  /** The broker's certificate, and behind it each intermediate. */
  readonly cert: string;
  /** The broker's key, without a password. */
  readonly key: string;
  /** The authorities that the clients' certificates come from. */
  readonly ca?: string;
}

/** What somebody besides devices and backend may do. */
export interface MosquittoAccess {
  /** A user, a PSK identity or the CN of a certificate. */
  readonly name: string;
  /** Topic filters. */
  readonly read?: readonly string[];
  /** Topic filters. */
  readonly write?: readonly string[];
}

/** What mosquitto keeps, so that nothing is lost. */
export interface MosquittoKeeping {
  /**
   * How it is on disk: as a whole after so many changes, or, with 2.1 alone, in a database that is written before each
   * next step. Default: `snapshots`.
   */
  readonly storage?: "snapshots" | "sqlite";
  /** With snapshots: changes after which all is written to disk. Default: 100; 1 where there are at most ten devices. */
  readonly changes?: number;
  /** The most messages that wait for one client. Default: 1,000,000. */
  readonly queuedMessages?: number;
  /** The most bytes that wait for one client. Default: 256 MiB. */
  readonly queuedBytes?: number;
  /** The most messages that are on their way to one client. Default: 1000. */
  readonly inflightMessages?: number;
  /** Days after which the session of a client that is away ends. Default: 14. */
  readonly sessionDays?: number;
  /** The most bytes of a packet. Default: 2,000,000. */
  readonly packetBytes?: number;
}

/** A broker, as a router's form has it. */
export interface MosquittoSettings {
  /** Default: `2.0`, which 2.1 reads too, with remarks. */
  readonly version?: MosquittoVersion;
  readonly listeners: readonly MosquittoListener[];
  /** Default: `information`. */
  readonly logLevel?: MosquittoLogLevel;
  /** For listeners with `psk`. */
  readonly keys?: readonly MosquittoKey[];
  /** For listeners with `password`. */
  readonly users?: readonly MosquittoUser[];
  /** For listeners with `cn`: the names that the clients' certificates have to have. Those of devices are known. */
  readonly names?: readonly string[];
  /** For listeners with `certificate`. */
  readonly certificates?: MosquittoCertificates;
  /** DevEUIs in either spelling: each reaches its own topics, however it and its topics are spelled. */
  readonly devices?: readonly string[];
  /** Who reads what the devices send, and writes to them. */
  readonly backend?: string;
  /** Topic prefix of the devices. Default: `LOB`. */
  readonly prefix?: string;
  /** Where nobody has rules, neither here nor by `devices` and `backend`, whoever is in may do everything. */
  readonly access?: readonly MosquittoAccess[];
  readonly keep?: MosquittoKeeping;
  /** Where the files will lie. Default: `/etc/mosquitto`. */
  readonly folder?: string;
  /** Where mosquitto writes. Default: `/var/lib/mosquitto`. */
  readonly dataFolder?: string;
  /** Where the plugins of 2.1 are. Default: `/usr/lib/x86_64-linux-gnu/mosquitto`. */
  readonly pluginFolder?: string;
  /** The user of the system as which mosquitto runs. Default: `mosquitto`. */
  readonly systemUser?: string;
}
