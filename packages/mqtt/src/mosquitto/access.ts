import { formatDevEui, tryDevEui } from "../protocol/dev-eui.ts";
import { behindPrefix } from "../protocol/topic-name.ts";
import { isAskedFor } from "./proof-of.ts";
import type { ReadSettings } from "./read-settings.ts";

/** The lines of the access lists: of listeners that know who comes, and of open ones. */
export interface AccessFiles {
  /** `undefined` where whoever is in may do everything. */
  readonly named: string | undefined;
  readonly open: string | undefined;
}

/** What somebody may do. */
interface Rights {
  readonly names: readonly string[];
  readonly lines: readonly string[];
}

/** Writes the access lists. */
export function writeAccess(settings: ReadSettings): AccessFiles {
  const { names, devices, backend, access } = settings;
  const hasRules = devices.length + access.length > 0 || backend !== undefined;
  const rights = hasRules ? rightsIn(settings) : [{ names, lines: ["topic readwrite #"] }];
  const asksNames = (["password", "identity", "cn"] as const).some((proof) => isAskedFor(settings, proof));
  // A certificate of any name comes in: without a list of names it would reach everything.
  const needsNamed = hasRules ? asksNames : isAskedFor(settings, "cn");
  return {
    named: needsNamed ? blocksOf(rights) : undefined,
    open: hasRules && isAskedFor(settings, "open") ? openBlocks(rights, settings) : undefined,
  };
}

/** Whoever has rights, each with the lines behind its name; a device by either spelling, of its name and of its topics. */
function rightsIn(settings: ReadSettings): Rights[] {
  const { devices, backend, access, prefix } = settings;
  const told = toldSpellings(settings);
  const namesOf = (name: string) => [
    ...new Set([...spellingsOf(name), ...(told.get(keyOf(name)) ?? []), name]),
  ];
  const topic = (right: "read" | "write", filter: string) => `topic ${right} ${filter}`;
  const below = (levels: string) => behindPrefix(prefix, levels);
  const backends: Rights[] =
    backend === undefined
      ? []
      : [
          {
            names: namesOf(backend),
            lines: [
              topic("read", below("+/up/#")),
              topic("read", below("+/req/#")),
              topic("write", below("+/down/#")),
            ],
          },
        ];
  const others = access.map(({ name, read = [], write = [] }) => ({
    names: namesOf(name),
    lines: [...read.map((filter) => topic("read", filter)), ...write.map((filter) => topic("write", filter))],
  }));
  const own = devices.map((devEui) => ({
    names: namesOf(devEui),
    lines: spellingsOf(devEui).flatMap((device) => [
      topic("write", below(`${device}/up/#`)),
      topic("write", below(`${device}/req/#`)),
      topic("read", below(`${device}/down/#`)),
    ]),
  }));
  return [...backends, ...others, ...own];
}

/** How those who come in are spelled: mosquitto compares letter by letter, and a DevEUI may be in capitals. */
function toldSpellings({ users, keys, names }: ReadSettings): ReadonlyMap<string, readonly string[]> {
  const told = new Map<string, string[]>();
  for (const name of [...users.map((one) => one.name), ...keys.map((one) => one.identity), ...names]) {
    const spellings = told.get(keyOf(name));
    if (spellings === undefined) told.set(keyOf(name), [name]);
    else spellings.push(name);
  }
  return told;
}

/** What a name is known by, however it is spelled. */
export function keyOf(name: string): string {
  return tryDevEui(name)?.devEui ?? name;
}

/** A name; a DevEUI in both spellings. */
function spellingsOf(name: string): string[] {
  if (tryDevEui(name) === undefined) return [name];
  return [formatDevEui(name), formatDevEui(name, "urn")];
}

function blocksOf(rights: readonly Rights[]): string {
  return rights
    .flatMap(({ names, lines }) => names.map((name) => `${[`user ${name}`, ...lines].join("\n")}\n`))
    .join("\n");
}

/** Where nobody proves anything, a client without a user is believed to be any device; one with a user is believed that. */
function openBlocks(rights: readonly Rights[], { devices }: ReadSettings): string {
  const anonymous = devices.length === 0 ? [] : rights.slice(-devices.length).flatMap(({ lines }) => lines);
  const blocks = blocksOf(rights);
  return anonymous.length === 0 ? blocks : `${anonymous.join("\n")}\n\n${blocks}`;
}
