import type { MosquittoSettings } from "@wirebook/mqtt/mosquitto";
import { badPayload, badUsage } from "../error.ts";
import { type FormOptions, refuseForm, settingsOfForm } from "../mosquitto/choice.ts";
import type { SecretFiles } from "../mosquitto/secrets.ts";
import { coloursFor } from "../output/colours.ts";
import { print, remark } from "../output/print.ts";
import { printable } from "../output/text.ts";

/** What `mosquitto` may be told besides the fields of the form. */
interface MosquittoOptions extends FormOptions, SecretFiles {
  readonly settings?: string;
  readonly out?: string;
  readonly check?: boolean;
  readonly mosquitto?: string;
  readonly force?: boolean;
}

/** Writes the files of a mosquitto, and tries them on the real broker. */
export async function mosquitto(devices: readonly string[], options: MosquittoOptions): Promise<void> {
  if (options.out === undefined && !options.check) {
    throw badUsage("expected --out, the folder for the files, or --check to try them alone");
  }
  const settings = await settingsOf(devices, options);
  const written = await configurationOf(settings);
  if (options.out !== undefined) {
    const { writeFiles } = await import("../mosquitto/write-files.ts");
    const paths = writeFiles(options.out, written, options.force ?? false);
    await print(
      paths.map((path) => `${printable(path)}\n`).join(""),
      `The files were written all the same, to ${options.out}.`,
    );
  }
  for (const warning of written.warnings) remark(`- ${warning}`);
  if (options.check) await tryOut(settings, options);
}

async function settingsOf(devices: readonly string[], options: MosquittoOptions): Promise<MosquittoSettings> {
  const { withSecrets } = await import("../mosquitto/secrets.ts");
  // Files that are written have to be somebody's own.
  const mayMakeUp = options.out === undefined;
  if (options.settings === undefined)
    return withSecrets(settingsOfForm(devices, options), options, mayMakeUp);
  refuseForm(devices, options);
  const { readSettingsFile } = await import("../mosquitto/settings-file.ts");
  return withSecrets(await readSettingsFile(options.settings), options, mayMakeUp);
}

async function configurationOf(settings: MosquittoSettings) {
  const { MosquittoError, mosquittoConfig } = await import("@wirebook/mqtt/mosquitto");
  try {
    return mosquittoConfig(settings);
  } catch (error) {
    if (error instanceof MosquittoError) throw badUsage(error.message);
    throw error;
  }
}

async function tryOut(
  settings: MosquittoSettings,
  { out, mosquitto: named }: MosquittoOptions,
): Promise<void> {
  const { check } = await import("../mosquitto/check.ts");
  const { folder = "/etc/mosquitto" } = settings;
  const { program, findings } = await check(settings, out === undefined ? [folder] : [out, folder], named);
  const { green, red, yellow } = coloursFor(process.stdout);
  const lines = findings.map(({ rule, holds }) => {
    const word = holds === undefined ? yellow("not tried") : holds ? green("holds") : red("FAILED");
    return `${word}  ${printable(rule)}\n`;
  });
  await print(lines.join(""));
  const [failed, untried] = [false, undefined].map(
    (one) => findings.filter(({ holds }) => holds === one).length,
  ) as [number, number];
  const counts = `${findings.length - failed - untried} hold, ${failed} failed, ${untried} not tried`;
  await print(`mosquitto ${program.version}: ${counts}\n`);
  if (failed > 0) throw badPayload(`${failed} of ${findings.length} do not hold`);
}
