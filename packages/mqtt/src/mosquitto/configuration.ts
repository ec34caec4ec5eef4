import type { AccessFiles } from "./access.ts";
import { proofOf } from "./proof-of.ts";
import type { ReadListener, ReadSettings } from "./read-settings.ts";
import { OWN_FILES } from "./rules.ts";
import type { MosquittoLogLevel } from "./settings.ts";

/** `log_type` adds up. */
const LOG_TYPES: Readonly<Record<MosquittoLogLevel, readonly string[]>> = {
  error: ["error"],
  warning: ["error", "warning"],
  information: ["error", "warning", "notice", "information"],
  debug: ["error", "warning", "notice", "information", "debug", "subscribe", "unsubscribe"],
};

/** The names under which 2.1 loads its plugins. */
const PLUGINS = {
  passwords: ["passwords", "mosquitto_password_file.so", "password_file", OWN_FILES.passwords],
  named: ["access", "mosquitto_acl_file.so", "acl_file", OWN_FILES.access],
  open: ["access-open", "mosquitto_acl_file.so", "acl_file", OWN_FILES.openAccess],
} as const;
type Plugin = keyof typeof PLUGINS;

/** Writes `mosquitto.conf`. */
export function writeConfiguration(settings: ReadSettings, access: AccessFiles): string {
  const { version, listeners } = settings;
  const blocks = [
    [`# For mosquitto ${version}, written by wirebook.`],
    ["# What it says, on standard error.", ...logLines(settings)],
    [
      "# Nothing is lost: what waits is on disk, and nothing is refused for want of room.",
      ...keepLines(settings),
    ],
    ...(version === "2.1" ? inVersion21(settings, access) : inVersion20(settings, access)),
  ];
  if (needsTcpListener(settings)) {
    const [first] = listeners as readonly [ReadListener];
    blocks.splice(-listeners.length, 0, [
      "# mosquitto 2.0 listens for WebSockets only where it listens for something else, too.",
      `listener ${freeOf(settings)} 127.0.0.1`,
      ...(isMixed(settings) ? identityLines(first, settings, access) : []),
    ]);
  }
  return blocks.map((lines) => lines.map((line) => `${line}\n`).join("")).join("\n");
}

/** Whether 2.0 needs a listener besides those for WebSockets. */
export function needsTcpListener({ version, listeners }: ReadSettings): boolean {
  return version === "2.0" && listeners.every(({ protocol }) => protocol === "websockets");
}

/** Whether 2.0 has to be told of each listener by itself, who may come in. */
export function isMixed({ listeners }: ReadSettings): boolean {
  return new Set(listeners.map(proofOf)).size > 1;
}

/** The port of a listener that nobody has asked for. */
export function freeOf({ listeners }: ReadSettings): number {
  const taken = new Set(listeners.map(({ port }) => port));
  let port = 1883;
  while (taken.has(port)) port++;
  return port;
}

function logLines({ logLevel }: ReadSettings): string[] {
  return ["log_dest stderr", ...LOG_TYPES[logLevel].map((type) => `log_type ${type}`)];
}

function keepLines({ keep, dataFolder, pluginFolder, systemUser }: ReadSettings): string[] {
  const snapshots = [
    "persistence true",
    `persistence_location ${dataFolder}/`,
    "autosave_on_changes true",
    `autosave_interval ${keep.changes}`,
  ];
  // It bears no persistence besides. With a period, what came in it would be lost.
  const database = [
    `persistence_location ${dataFolder}/`,
    `global_plugin ${pluginFolder}/mosquitto_persist_sqlite.so`,
    `plugin_opt_db_file ${dataFolder}/mosquitto.sqlite3`,
    "plugin_opt_flush_period 0",
  ];
  return [
    ...(systemUser === "mosquitto" ? [] : [`user ${systemUser}`]),
    ...(keep.storage === "sqlite" ? database : snapshots),
    `persistent_client_expiration ${keep.sessionDays}d`,
    "queue_qos0_messages true",
    "upgrade_outgoing_qos true",
    `max_queued_messages ${keep.queuedMessages}`,
    `max_queued_bytes ${keep.queuedBytes}`,
    `max_inflight_messages ${keep.inflightMessages}`,
    `max_packet_size ${keep.packetBytes}`,
    "set_tcp_nodelay true",
  ];
}

/** One for all listeners where they ask for the same; else each has its own. */
function inVersion20(settings: ReadSettings, access: AccessFiles): string[][] {
  const { listeners } = settings;
  const mixed = isMixed(settings);
  const shared = listeners[0] === undefined || mixed ? [] : identityLines(listeners[0], settings, access);
  const own = listeners.map((listener) => [
    ...listenerLines(listener, settings),
    ...(mixed ? identityLines(listener, settings, access) : []),
  ]);
  return [mixed ? ["per_listener_settings true"] : shared, ...own];
}

/** Who may come in at a listener of 2.0, and what it reaches. */
function identityLines(listener: ReadListener, settings: ReadSettings, access: AccessFiles): string[] {
  const { folder } = settings;
  const proof = proofOf(listener);
  const usesPsk = isMixed(settings)
    ? listener.tls === "psk"
    : settings.listeners.some(({ tls }) => tls === "psk");
  const list = proof === "open" ? access.open : access.named;
  const file = proof === "open" && access.named !== undefined ? OWN_FILES.openAccess : OWN_FILES.access;
  return [
    `allow_anonymous ${proof === "open"}`,
    ...(proof === "password" ? [`password_file ${folder}/${OWN_FILES.passwords}`] : []),
    ...(usesPsk ? [`psk_file ${folder}/${OWN_FILES.keys}`] : []),
    ...(list === undefined ? [] : [`acl_file ${folder}/${file}`]),
  ];
}

/** Plugins are loaded once, and each listener says which of them it uses. */
function inVersion21(settings: ReadSettings, access: AccessFiles): string[][] {
  const { listeners, folder, pluginFolder } = settings;
  const uses = listeners.map((listener) => pluginsOf(listener, access));
  const loaded = (Object.keys(PLUGINS) as Plugin[]).filter((plugin) => uses.flat().includes(plugin));
  const usesPsk = listeners.some(({ tls }) => tls === "psk");
  const global = [
    ...(usesPsk ? [`psk_file ${folder}/${OWN_FILES.keys}`] : []),
    ...loaded.flatMap((plugin) => {
      const [name, library, option] = PLUGINS[plugin];
      return [
        `plugin_load ${name} ${pluginFolder}/${library}`,
        `plugin_opt_${option} ${folder}/${fileOf(plugin, access)}`,
      ];
    }),
  ];
  const own = listeners.map((listener, index) => [
    ...listenerLines(listener, settings),
    `listener_allow_anonymous ${proofOf(listener) === "open"}`,
    ...(uses[index] ?? []).map((plugin) => `plugin_use ${PLUGINS[plugin][0]}`),
  ]);
  return [...(global.length === 0 ? [] : [global]), ...own];
}

function pluginsOf(listener: ReadListener, access: AccessFiles): Plugin[] {
  const proof = proofOf(listener);
  if (proof === "open") return access.open === undefined ? [] : ["open"];
  return [
    ...(proof === "password" ? (["passwords"] as const) : []),
    ...(access.named === undefined ? [] : (["named"] as const)),
  ];
}

/** The list of open listeners has a name of its own only beside another one. */
function fileOf(plugin: Plugin, access: AccessFiles): string {
  return plugin === "open" && access.named === undefined ? OWN_FILES.access : PLUGINS[plugin][3];
}

/** What both versions say of a listener. */
function listenerLines(listener: ReadListener, { version, folder, certificates }: ReadSettings): string[] {
  const { port, address, protocol, tls, authentication, requireCertificate } = listener;
  const webSockets = protocol === "websockets";
  const lines = [
    `listener ${port}${address === undefined ? "" : ` ${address}`}`,
    ...(webSockets ? ["protocol websockets"] : []),
    // Without it, 2.0 listens at all addresses, whichever is named.
    ...(webSockets && version === "2.0" ? ["socket_domain ipv4"] : []),
  ];
  if (tls === "psk") {
    lines.push("psk_hint wirebook", "tls_version tlsv1.2");
    if (authentication === "none") lines.push("use_identity_as_username true");
  }
  if (tls === "certificate" && certificates !== undefined) {
    const { cert, key, ca } = certificates;
    lines.push(`certfile ${folder}/${cert}`, `keyfile ${folder}/${key}`, "tls_version tlsv1.2");
    if (requireCertificate) lines.push(`cafile ${folder}/${ca}`, "require_certificate true");
    if (authentication === "cn") lines.push("use_identity_as_username true");
  }
  return lines;
}
