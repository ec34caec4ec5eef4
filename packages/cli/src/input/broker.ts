import { readFileSync } from "node:fs";
import { Option } from "commander";
import { badUsage } from "../error.ts";

/** How a command is told which broker is meant, and how to get in. */
export interface BrokerChoice {
  readonly url?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly psk?: string;
  readonly serverName?: string;
}

/** The options of every command that connects to a broker. */
export function brokerOptions(): Option[] {
  return [
    new Option("--url <host>", "Host URI, such as mqtts://user:password@broker.example").env("WIREBOOK_URL"),
    new Option("--ca <file>", "certificates to trust in place of the system's"),
    new Option("--cert <file>", "client certificate, with each intermediate behind it"),
    new Option("--key <file>", "key of the client certificate"),
    new Option("--psk <hex>", "pre-shared key").env("WIREBOOK_PSK"),
    new Option("--server-name <name>", "name in the server's certificate, where it is not the host's"),
  ];
}

/** The Host URI, which has no default: nobody looks at a broker by mistake. */
export function urlOf({ url }: BrokerChoice): string {
  if (url !== undefined) return url;
  throw badUsage(
    "expected --url, the Host URI of a broker",
    "Such as mqtt://127.0.0.1:1883; or set WIREBOOK_URL, which no list of processes shows.",
  );
}

/** A file that an option names. */
export function readOption(option: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw badUsage(`${option} ${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Says what a link refuses as the command line does. */
export function asUsage(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "LinkError") return error;
  return badUsage(error.message);
}

/** Resolves at Ctrl-C, when somebody asks the process to end, or after so many seconds. */
export function untilEnd(seconds: number | undefined): { readonly ended: Promise<void>; end(): void } {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    const timer =
      seconds === undefined ? undefined : setTimeout(() => end(), Math.min(seconds * 1000, 2 ** 31 - 1));
    end = () => {
      clearTimeout(timer);
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
      resolve();
    };
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
  });
  return { ended, end: () => end() };
}
