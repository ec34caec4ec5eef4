import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  formatChain,
  formatKey,
  initFolder,
  issueLeaf,
  openFolder,
  writeNewFiles,
} from "@wirebook/certificates";
import type { EmbeddedOptions } from "@wirebook/mqtt";
import type { SimulationOptions } from "@wirebook/simulator";

/** What the broker, its gateways and an operator show each other: certificates of an authority that was made for it. */
export interface Secured {
  /** What the broker's listener is told. */
  readonly listener: Omit<NonNullable<EmbeddedOptions["listeners"]>[number], "port">;
  /** What the gateways are told. */
  readonly access: Pick<SimulationOptions, "ca" | "cert" | "key">;
  /** The name in the certificate of whoever may look on. */
  readonly operator: string;
  /** Options of `wirebook tail` for that. */
  readonly options: string;
}

/**
 * Makes an authority in a folder, and certificates of the broker, of an operator, and of each gateway.
 *
 * @param folder - one that is not there yet
 */
export async function secure(folder: string, devEuis: readonly string[]): Promise<Secured> {
  const operator = "dashboard";
  const [first = "", ...others] = devEuis;
  await initFolder(folder, { name: "Wirebook demo", backend: operator, device: first });
  const authority = openFolder(folder);
  const leaves = await Promise.all(others.map((devEui) => issueLeaf(authority, { kind: "device", devEui })));
  const text = (name: string): string => readFileSync(join(folder, name), "utf8");
  const own = others.flatMap((devEui, index) => {
    const { chain = [], key } = leaves[index] ?? {};
    return key === undefined ? [] : [{ devEui, crt: formatChain(chain), key: formatKey(key) }];
  });
  writeNewFiles(
    folder,
    [{ devEui: first, crt: text("device.crt"), key: text("device.key") }, ...own].flatMap(
      ({ devEui, crt, key }) => [
        { name: `${devEui}.crt`, text: crt, secret: false },
        { name: `${devEui}.key`, text: key, secret: true },
      ],
    ),
  );
  const file = (name: string): string => join(folder, name);
  return {
    listener: {
      protocol: "mqtts",
      cert: text("broker.crt"),
      key: text("broker.key"),
      clientCa: text("root.crt"),
    },
    access: { ca: file("root.crt"), cert: file("{devEui}.crt"), key: file("{devEui}.key") },
    operator,
    options: `--ca ${file("root.crt")} --cert ${file("backend.crt")} --key ${file("backend.key")}`,
  };
}
