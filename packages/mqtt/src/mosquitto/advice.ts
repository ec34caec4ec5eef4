import { type AccessFiles, keyOf } from "./access.ts";
import { freeOf, isMixed, needsTcpListener } from "./configuration.ts";
import { isAskedFor, proofOf } from "./proof-of.ts";
import type { ReadSettings } from "./read-settings.ts";

/** What whoever sets it up has to do, or should know. */
export function adviceOn(settings: ReadSettings, files: readonly string[], access: AccessFiles): string[] {
  const { version, listeners, folder, pluginFolder, systemUser, keep, certificates, backend } = settings;
  const advice: string[] = [];
  const secret = [
    ...files.filter((name) => ["passwords", "psk"].includes(name)),
    ...(certificates ? [certificates.key] : []),
  ];
  const all = [...files, ...Object.values(certificates ?? {})];
  advice.push(
    `${folder}: give ${all.join(", ")} to the user and the group ${systemUser}, mode 0600: on SIGHUP, mosquitto reads again as ${systemUser}${secret.length === 0 ? "" : `; nobody else may read ${secret.join(", ")}`}.`,
  );
  if (certificates !== undefined) {
    advice.push(
      `${Object.values(certificates).join(", ")} are yours to put there: mosquitto --test-config calls them fine where they are missing.`,
    );
  }
  for (const listener of listeners) {
    const { port, tls } = listener;
    const proof = proofOf(listener);
    if (proof === "open") {
      advice.push(
        `Port ${port}: nobody has to prove anything: whoever reaches it is in, as whoever it says that it is. For a network that only your devices and your backend are in.`,
      );
    }
    if (proof === "password" && tls === "none") {
      advice.push(`Port ${port}: passwords and messages can be read on their way. TLS hides them.`);
    }
    if (proof === "cn") {
      advice.push(
        `Port ${port}: a certificate of any other name, from the same authorities, connects too, and reaches nothing. An authority in the file of ca must not be a device's own certificate with CA:TRUE: that device could sign any name.`,
      );
    }
  }
  if (listeners.some(({ tls }) => tls === "psk")) {
    advice.push(
      "TLS with pre-shared keys is TLS 1.2. A device that takes up an earlier session by a ticket shows no identity, and is refused: see examples/mosquitto/openssl-psk.cnf.",
    );
  }
  if (access.named === undefined && access.open === undefined) {
    advice.push("There is no access list: whoever is in may read and write everything.");
  }
  advice.push(...withoutRights(settings, access), ...withoutWayIn(settings));
  const { devices, names } = settings;
  if (
    devices.length > 0 &&
    backend === undefined &&
    settings.access.every(({ read = [] }) => read.length === 0)
  ) {
    advice.push("Nobody reads what the devices send: name a backend, or somebody in access.");
  }
  if (names.length > 0 && devices.length + settings.access.length === 0 && backend === undefined) {
    advice.push(
      "Whoever is in names may read and write everything: with devices, backend or access, each has rights of its own.",
    );
  }
  if (backend !== undefined) {
    // use_username_as_clientid is no way out: a backend has two sessions under one name.
    advice.push(
      "mosquitto gives a session, and what waits in it, to whoever is in and says its client id: give createBackend a clientId that nobody can guess, and the same at each start.",
    );
  }
  if (needsTcpListener(settings)) {
    advice.push(
      `A listener at 127.0.0.1:${freeOf(settings)} was added: mosquitto 2.0 listens for WebSockets only where it listens for something else, too.`,
    );
  }
  if (version === "2.0" && listeners.some(({ protocol }) => protocol === "websockets")) {
    advice.push("WebSockets of mosquitto 2.0 listen at IPv4 addresses alone.");
  }
  if (version === "2.0" && isMixed(settings)) {
    advice.push(
      "The listeners differ in who may come in: that is per_listener_settings, which mosquitto 3.0 will not know. For 2.1, choose the version 2.1.",
    );
  }
  if (version === "2.1") {
    advice.push(
      `The plugins are looked for in ${pluginFolder}; where mosquitto is not Debian's for this kind of machine, they are elsewhere.`,
    );
    advice.push(
      "mosquitto 2.1 ends where it cannot read a file again on SIGHUP: check changed files before, with wirebook mosquitto --check.",
    );
  }
  if (keep.storage === "snapshots") {
    const changes = keep.changes === 1 ? "the last change is" : `the last ${keep.changes} changes are`;
    const fewer =
      keep.changes === 1 ? "" : "; keep.changes 1 writes each with the next, and is for small fleets";
    const none = version === "2.1" ? ". With keep.storage sqlite, all that was acknowledged is" : "";
    advice.push(`At a power cut, ${changes} not on disk yet${fewer}${none}.`);
  }
  advice.push(
    `What waits for a client ends with its session, ${keep.sessionDays} days after it was here last (keep.sessionDays); whoever sends a packet of more than ${keep.packetBytes} bytes is cut off (keep.packetBytes).`,
  );
  return advice;
}

/** The most names that one sentence has. */
const MOST_NAMED = 10;

/** Those who have rights, and nothing to come in with, at any listener. */
function withoutWayIn(settings: ReadSettings): string[] {
  // There, any name comes in: one that is believed, or a certificate of the authorities.
  if (isAskedFor(settings, "open") || isAskedFor(settings, "cn")) return [];
  const { users, keys, devices, backend, access } = settings;
  const entering = new Set([
    ...users.map(({ name }) => keyOf(name)),
    ...(isAskedFor(settings, "identity") ? keys.map(({ identity }) => keyOf(identity)) : []),
  ]);
  const lost = [
    ...(backend === undefined ? [] : [backend]),
    ...access.map(({ name }) => name),
    ...devices,
  ].filter((name) => !entering.has(keyOf(name)));
  if (lost.length === 0) return [];
  const more = lost.length > MOST_NAMED ? ` and ${lost.length - MOST_NAMED} more` : "";
  return [
    `No way in at any listener: ${lost.slice(0, MOST_NAMED).join(", ")}${more}. Each needs an entry of its own in users or keys.`,
  ];
}

/** Those who come in and reach nothing, where others have rights. */
function withoutRights(settings: ReadSettings, { named }: AccessFiles): string[] {
  if (named === undefined) return [];
  const { users, keys, names, devices, backend, access } = settings;
  if (devices.length + access.length === 0 && backend === undefined) return [];
  const known = new Set([...devices, ...access.map(({ name }) => name), backend ?? ""].map(keyOf));
  const lost = (all: readonly string[], list: string) =>
    all.flatMap((name, index) =>
      known.has(keyOf(name)) ? [] : [`/${list}/${index} has no rights: it is in, and reaches nothing.`],
    );
  return [
    ...lost(
      users.map(({ name }) => name),
      "users",
    ),
    ...(isAskedFor(settings, "identity")
      ? lost(
          keys.map(({ identity }) => identity),
          "keys",
        )
      : []),
    ...lost(names, "names"),
  ];
}
