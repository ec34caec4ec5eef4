import type { MosquittoSettings } from "@wirebook/mqtt/mosquitto";

/** What somebody has filled in; a text that is left empty is left out. */
export interface Form {
  readonly version: "2.0" | "2.1";
  readonly protocol: "mqtt" | "websockets";
  readonly port: string;
  readonly logLevel: "error" | "warning" | "information" | "debug";
  readonly tls: "none" | "psk" | "certificate";
  readonly authentication: "none" | "password" | "cn";
  readonly user: string;
  /** What `hashPassword` has made of the password; nothing else of it is kept. */
  readonly passwordHash: string;
  readonly identity: string;
  readonly key: string;
  readonly name: string;
  readonly cert: string;
  readonly certKey: string;
  readonly ca: string;
  readonly devices: string;
  readonly backend: string;
}

/** What the form begins with: something that works. */
export const EMPTY: Form = {
  version: "2.0",
  protocol: "mqtt",
  port: "",
  logLevel: "information",
  tls: "none",
  authentication: "none",
  user: "",
  passwordHash: "",
  identity: "",
  key: "",
  name: "",
  cert: "server.pem",
  certKey: "server.key",
  ca: "clients.pem",
  devices: "",
  backend: "",
};

const PORTS = { mqtt: { open: 1883, tls: 8883 }, websockets: { open: 9001, tls: 9883 } } as const;

/** The port where none is filled in. */
export function usualPort({ protocol, tls }: Pick<Form, "protocol" | "tls">): number {
  return PORTS[protocol][tls === "none" ? "open" : "tls"];
}

/** The settings that a form says; what is wrong with them, `mosquittoConfig` tells. */
export function settingsOf(form: Form): MosquittoSettings {
  const { version, protocol, port, logLevel, tls, authentication, user, passwordHash, identity, key } = form;
  const devices = form.devices.split(/[\s,]+/).filter((one) => one !== "");
  return {
    version,
    logLevel,
    listeners: [{ port: port === "" ? usualPort(form) : Number(port), protocol, tls, authentication }],
    ...(authentication === "password" && user !== ""
      ? {
          users: [
            { name: user, ...(passwordHash === "" ? {} : { passwordHash }) } as {
              name: string;
              passwordHash: string;
            },
          ],
        }
      : {}),
    ...(tls === "psk" && identity !== ""
      ? { keys: [{ identity, ...(key === "" ? {} : { key }) } as { identity: string; key: string }] }
      : {}),
    ...(authentication === "cn" && form.name !== "" ? { names: [form.name] } : {}),
    ...(tls === "certificate" ? { certificates: { cert: form.cert, key: form.certKey, ca: form.ca } } : {}),
    ...(devices.length === 0 ? {} : { devices }),
    ...(form.backend === "" ? {} : { backend: form.backend }),
  };
}

/** The fields that faults are told by. */
const FIELDS: readonly (readonly [path: RegExp, field: string])[] = [
  [/^\/listeners\/0\/port/, "Port"],
  [/^\/listeners\/0\/tls/, "Encryption"],
  [/^\/listeners\/0\/authentication/, "Who a client is"],
  [/^\/users\/0\/name/, "User"],
  [/^\/users\/0\/passwordHash/, "Password"],
  [/^\/keys\/0\/identity/, "Identity"],
  [/^\/keys\/0\/key/, "Key"],
  [/^\/names/, "CN"],
  [/^\/certificates\/cert/, "Broker’s certificate"],
  [/^\/certificates\/key/, "Broker’s key"],
  [/^\/certificates\/ca/, "Clients’ authorities"],
  [/^\/devices/, "Devices"],
  [/^\/backend/, "Backend"],
];

/** The name of the field that a path of the settings comes from. */
export function fieldOf(path: string): string {
  return FIELDS.find(([pattern]) => pattern.test(path))?.[1] ?? path;
}
