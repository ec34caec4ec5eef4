import { badUsage } from "../error.ts";
import { print } from "../output/print.ts";

/** Who else is in the list. */
interface AclOptions {
  readonly backend?: string;
  readonly prefix?: string;
}

/** Writes the lines of mosquitto's `acl_file`, device by device. */
export async function acl(words: readonly string[], options: AclOptions): Promise<void> {
  const devices =
    words.length > 0 ? words : (await standardInput()).split(/\s+/).filter((word) => word !== "");
  if (devices.length === 0) throw badUsage("expected DevEUIs, as words or on standard input");
  const { formatAccessList } = await import("@wirebook/mqtt");
  let lines: string;
  try {
    lines = formatAccessList({ devices, ...options });
  } catch (error) {
    throw badUsage((error as Error).message);
  }
  await print(lines);
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
