import { tryDevEui } from "../protocol/dev-eui.ts";
import type { Tell } from "./fault.ts";
import { isAskedFor } from "./proof-of.ts";
import type { ReadListener, ReadSettings } from "./read-settings.ts";
import { isHashOf21, isIpv6 } from "./rules.ts";

/** Tells of what cannot work together: mosquitto would start with it, and then let nobody in, or everybody. */
export function checkCombinations(settings: ReadSettings, tell: Tell): void {
  const { listeners, users, keys, names, devices, access, certificates } = settings;
  if (listeners.length === 0) tell("missing", "/listeners", "expected at least one listener");
  for (const [index, listener] of listeners.entries()) {
    checkListener(listener, settings, (code, member, message) =>
      tell(code, `/listeners/${index}/${member}`, message),
    );
  }
  for (const [index, listener] of listeners.entries()) {
    if (listeners.slice(0, index).some((other) => meet(listener, other)))
      tell("duplicate", `/listeners/${index}/port`, "expected it once at an address, found it before");
  }
  tellTwice(
    users.map(({ name }) => name),
    (index) => `/users/${index}/name`,
    tell,
  );
  tellTwice(
    keys.map(({ identity }) => identity),
    (index) => `/keys/${index}/identity`,
    tell,
  );
  tellTwice(names, (index) => `/names/${index}`, tell);
  tellTwice(
    access.map(({ name }) => name),
    (index) => `/access/${index}/name`,
    tell,
  );
  tellTwice(
    devices.map((one) => tryDevEui(one)?.devEui ?? one),
    (index) => `/devices/${index}`,
    tell,
  );

  for (const [index, { passwordHash }] of users.entries()) {
    if (settings.version === "2.1" || !isHashOf21(passwordHash)) continue;
    tell(
      "conflict",
      `/users/${index}/passwordHash`,
      "expected a hash with a salt of 12 bytes, as hashPassword makes it: mosquitto 2.0 reads no other",
    );
  }
  const usesPsk = listeners.some(({ tls }) => tls === "psk");
  const [usesPassword, usesCn] = [isAskedFor(settings, "password"), isAskedFor(settings, "cn")];
  if (users.length > 0 && !usesPassword) {
    const beside = usesCn
      ? "no users beside authentication cn: where the CN says who it is, no password is asked for"
      : "a listener with authentication password, or no users";
    tell("conflict", "/users", `expected ${beside}`);
  }
  if (keys.length > 0 && !usesPsk) tell("conflict", "/keys", "expected a listener with tls psk, or no keys");
  if (names.length > 0 && !usesCn) {
    tell("conflict", "/names", "expected a listener with authentication cn, or no names of certificates");
  }
  if (certificates !== undefined && !listeners.some(({ tls }) => tls === "certificate")) {
    tell("conflict", "/certificates", "expected a listener with tls certificate, or no certificates");
  }
  if (certificates !== undefined) {
    const { cert, key, ca } = certificates;
    if (ca === key) tell("duplicate", "/certificates/ca", "expected another file than the key's");
    if (cert === key) tell("duplicate", "/certificates/key", "expected another file than the certificate's");
  }
  if (settings.version === "2.0" && settings.keep.storage === "sqlite") {
    tell("conflict", "/keep/storage", "expected snapshots: mosquitto 2.0 has no database");
  }
  checkRights(settings, tell);
}

/** What one listener needs. */
function checkListener(listener: ReadListener, settings: ReadSettings, tell: Tell): void {
  const { protocol, tls, authentication, requireCertificate, address } = listener;
  const { version, users, keys, names, devices, backend, access, certificates } = settings;
  if (authentication === "cn" && tls !== "certificate") {
    tell(
      "conflict",
      "authentication",
      "expected tls certificate beside cn: without a client's certificate there is no CN",
    );
  }
  if (authentication === "cn" && !requireCertificate) {
    tell(
      "conflict",
      "requireCertificate",
      "expected true beside cn: without a client's certificate there is no CN",
    );
  }
  if (authentication !== "cn" && requireCertificate && tls !== "certificate") {
    tell("conflict", "requireCertificate", "expected tls certificate beside it");
  }
  if (authentication === "password" && users.length === 0) {
    tell("missing", "authentication", "expected users beside password: nobody could come in");
  }
  if (
    authentication === "cn" &&
    names.length + devices.length + access.length === 0 &&
    backend === undefined
  ) {
    tell(
      "missing",
      "authentication",
      "expected names beside cn: the CNs of the certificates that may come in",
    );
  }
  if (tls === "psk" && keys.length === 0) {
    tell("missing", "tls", "expected keys beside psk: nobody could come in");
  }
  if (tls === "certificate" && certificates === undefined) {
    tell("missing", "tls", "expected certificates beside it: the files of the broker's certificate and key");
  }
  if (
    requireCertificate &&
    tls === "certificate" &&
    certificates !== undefined &&
    certificates.ca === undefined
  ) {
    tell("missing", "tls", "expected certificates with ca: the authorities of the clients' certificates");
  }
  if (protocol === "websockets" && tls === "psk") {
    tell(
      "conflict",
      "tls",
      "expected none or certificate with websockets: a browser knows no pre-shared keys",
    );
  }
  if (protocol === "websockets" && version === "2.0" && address !== undefined && isIpv6(address)) {
    tell("conflict", "address", "expected an IPv4 address: websockets of mosquitto 2.0 know no other");
  }
}

/** A device has its rights from `devices`, a backend from `backend`; what else it may do would stand in two places. */
function checkRights({ devices, backend, access }: ReadSettings, tell: Tell): void {
  const known = new Set(devices.map((one) => tryDevEui(one)?.devEui));
  for (const [index, { name, read = [], write = [] }] of access.entries()) {
    const at = `/access/${index}`;
    if (name === backend) tell("duplicate", `${at}/name`, "expected another name than the backend's");
    if (known.has(tryDevEui(name)?.devEui ?? "")) {
      tell("duplicate", `${at}/name`, "expected another name than those of devices");
    }
    if (read.length + write.length === 0) tell("missing", at, "expected topic filters to read or to write");
  }
  if (backend !== undefined && known.has(tryDevEui(backend)?.devEui ?? "")) {
    tell("duplicate", "/backend", "expected another name than those of devices");
  }
}

/** Whether two listeners would be bound to the same port of the same address; one at all addresses leaves none. */
function meet(one: ReadListener, other: ReadListener): boolean {
  const at = [one, other].map(({ address = "::" }) => address.toLowerCase());
  return (
    one.port === other.port && (at[0] === at[1] || at.some((name) => name === "::" || name === "0.0.0.0"))
  );
}

function tellTwice(texts: readonly string[], path: (index: number) => string, tell: Tell): void {
  const known = new Set<string>();
  for (const [index, one] of texts.entries()) {
    if (known.has(one)) tell("duplicate", path(index), "expected it once, found it before");
    known.add(one);
  }
}
