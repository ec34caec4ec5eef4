import { writeAccess } from "./access.ts";
import { adviceOn } from "./advice.ts";
import { checkCombinations } from "./combinations.ts";
import { writeConfiguration } from "./configuration.ts";
import { MosquittoError, withoutFaults } from "./fault.ts";
import { type ReadSettings, readSettings } from "./read-settings.ts";
import { OWN_FILES } from "./rules.ts";
import type { MosquittoSettings } from "./settings.ts";

/** The files of a broker, and what to know about them. */
export interface MosquittoFiles {
  /** Text by name: `mosquitto.conf`, and as needed `acl`, `acl-open`, `passwords` and `psk`. */
  readonly files: Readonly<Record<string, string>>;
  /** Sentences for whoever puts the files in their place; the first says whose they are, and who may read them. */
  readonly warnings: readonly string[];
}

/**
 * Writes the files of a mosquitto that loses nothing. The same settings give the same files; nothing is read and nothing
 * sent, in Node and in a browser.
 *
 * @throws MosquittoError with all faults at once, by their paths
 * @see {@link https://mosquitto.org/man/mosquitto-conf-5.html | mosquitto.conf(5)}
 */
export function mosquittoConfig(settings: MosquittoSettings): MosquittoFiles {
  const read = withoutFaults((tell) => readSettings(settings, "", tell));
  // Without a fault it was read.
  if (read === undefined)
    throw new MosquittoError([{ code: "invalid", path: "", message: "expected settings" }]);
  withoutFaults((tell) => checkCombinations(read, tell));
  return filesOf(read);
}

function filesOf(settings: ReadSettings): MosquittoFiles {
  const { users, keys } = settings;
  const access = writeAccess(settings);
  const { named, open } = access;
  const optional: readonly (readonly [string, string | undefined])[] = [
    [OWN_FILES.access, named ?? open],
    [OWN_FILES.openAccess, named === undefined ? undefined : open],
    [OWN_FILES.passwords, linesOf(users.map(({ name, passwordHash }) => `${name}:${passwordHash}`))],
    [OWN_FILES.keys, linesOf(keys.map(({ identity, key }) => `${identity}:${key.toLowerCase()}`))],
  ];
  const files: Record<string, string> = { [OWN_FILES.configuration]: writeConfiguration(settings, access) };
  for (const [name, text] of optional) if (text !== undefined && text !== "") files[name] = text;
  return { files, warnings: adviceOn(settings, Object.keys(files), access) };
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
