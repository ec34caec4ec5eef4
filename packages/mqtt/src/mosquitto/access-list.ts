import { formatDevEui, parseDevEui } from "../protocol/dev-eui.ts";
import { checkLevel, checkPrefix } from "../protocol/level.ts";
import { behindPrefix, DEFAULT_PREFIX } from "../protocol/topic-name.ts";

/** Who may reach what. */
export interface AccessListOptions {
  /** DevEUIs in either spelling. */
  readonly devices: readonly string[];
  /** User of the backend, where it has one. */
  readonly backend?: string;
  /** Topic prefix. Default: `LOB`. */
  readonly prefix?: string;
}

/**
 * Writes the lines of an `acl_file` for mosquitto, device by device. A `pattern` line compares the identity with the
 * topic letter by letter, and so denies, silently, a device whose certificate says `urn:dev:mac:…` and whose topics say
 * the digits alone; here each device may be known by either spelling, and use either in its topics.
 *
 * @throws LinkError `invalid-name`
 */
export function formatAccessList({ devices, backend, prefix = DEFAULT_PREFIX }: AccessListOptions): string {
  checkPrefix(prefix);
  if (backend !== undefined) checkLevel(backend, "user of the backend", 0);
  const topic = (right: "read" | "write", levels: string) => `topic ${right} ${behindPrefix(prefix, levels)}`;
  const unique = [...new Set(devices.map((devEui) => parseDevEui(devEui).devEui))];
  const spellings = (devEui: string) => [formatDevEui(devEui), formatDevEui(devEui, "urn")];
  const blocks = unique.flatMap((devEui) =>
    spellings(devEui).map((user) => [
      `user ${user}`,
      ...spellings(devEui).flatMap((device) => [
        topic("write", `${device}/up/#`),
        topic("write", `${device}/req/#`),
        topic("read", `${device}/down/#`),
      ]),
    ]),
  );
  if (backend !== undefined) {
    blocks.unshift([
      `user ${backend}`,
      topic("read", "+/up/#"),
      topic("read", "+/req/#"),
      topic("write", "+/down/#"),
    ]);
  }
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}
