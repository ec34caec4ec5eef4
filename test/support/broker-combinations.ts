import type {
  MosquittoAuthentication,
  MosquittoListener,
  MosquittoLogLevel,
  MosquittoTls,
  MosquittoVersion,
} from "@wirebook/mqtt/mosquitto";

/** One way to set up a listener, for one version of mosquitto. */
export interface Combination {
  readonly tls: MosquittoTls;
  readonly authentication: MosquittoAuthentication;
  readonly logLevel: MosquittoLogLevel;
  readonly version: MosquittoVersion;
}

const TLS = ["none", "psk", "certificate"] as const;
const AUTHENTICATION = ["none", "password", "cn"] as const;
const LOG_LEVELS = ["error", "warning", "information", "debug"] as const;
const VERSIONS = ["2.0", "2.1"] as const;

/** All of them: 3 × 3 × 4 × 2. */
export const combinations: readonly Combination[] = VERSIONS.flatMap((version) =>
  TLS.flatMap((tls) =>
    AUTHENTICATION.flatMap((authentication) =>
      LOG_LEVELS.map((logLevel) => ({ tls, authentication, logLevel, version })),
    ),
  ),
);

/** Whether it can work: without a client's certificate there is no CN. */
export function canWork({ tls, authentication }: Combination): boolean {
  return authentication !== "cn" || tls === "certificate";
}

/** A combination as people read it. */
export function nameOf({ version, tls, authentication, logLevel }: Combination): string {
  return `${version}, tls ${tls}, authentication ${authentication}, log level ${logLevel}`;
}

/** A broker with several listeners; the ports are those of the manuals. */
export const severalListeners: Readonly<Record<string, readonly MosquittoListener[]>> = {
  "four with passwords": [
    { port: 1883, authentication: "password" },
    { port: 8883, tls: "certificate", authentication: "password" },
    { port: 9001, protocol: "websockets", authentication: "password" },
    { port: 9883, protocol: "websockets", tls: "certificate", authentication: "password" },
  ],
  "five that differ": [
    { port: 1883 },
    { port: 8883, tls: "certificate", authentication: "cn" },
    { port: 8884, tls: "psk" },
    { port: 9001, protocol: "websockets", authentication: "password" },
    { port: 9883, protocol: "websockets", tls: "certificate", authentication: "cn" },
  ],
  "websockets alone": [{ port: 9001, protocol: "websockets", authentication: "password" }],
};
