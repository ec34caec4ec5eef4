import { execFile, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  createAuthority,
  formatChain,
  formatKey,
  issueLeaf,
  type Lifetime,
  makeDevice,
  type NewAuthority,
  signRequest,
} from "@wirebook/certificates";
import { createBackend } from "@wirebook/mqtt";
import type { Judge } from "../run/judge.ts";
import type { CertificatesSettings } from "./settings.ts";

const DEV_EUI = "70b3d5e05001c6f3";
/** The source, which no build copies. */
const PROGRAM = fileURLToPath(new URL("../../../proof/certificates/verify.go", import.meta.url));

/** Runs the program; answers "holds", or Go's reason. */
type Ask = (...words: string[]) => string;

/** What Go's crypto/x509 says of chains, and its crypto/tls at the embedded broker. */
export async function proveGo({ folder }: CertificatesSettings, judge: Judge): Promise<void> {
  console.log("go: what crypto/x509 and crypto/tls say");
  const program = join(folder, "verify");
  const built = spawnSync("go", ["build", "-o", program, PROGRAM], { encoding: "utf8" });
  if (built.status !== 0) {
    return judge.claim(false, `Go builds the program: is it installed? ${built.stderr ?? built.error}`);
  }
  const ask: Ask = (...words) => spawnSync(program, words, { encoding: "utf8" }).stdout.trim();
  const authority = await createAuthority({ name: "Proof", days: "unlimited" });
  const files = await writeFiles(folder, authority);
  const expectHolds = (said: string, words: string) => judge.claim(said === "holds", `${words}: ${said}`);
  const expectFails = (said: string, reason: RegExp, words: string) =>
    judge.claim(reason.test(said), `${words}: ${said}`);

  for (const name of [...files.clients, "backend"]) {
    expectHolds(
      ask("verify", files.at("root.crt"), files.at(`${name}.crt`), "client"),
      `${name}, for clients`,
    );
    const asServer = ask("verify", files.at("root.crt"), files.at(`${name}.crt`), "server");
    expectFails(asServer, /incompatible key usage/, `${name}, not for servers`);
  }
  const broker = (use: string, name: string) =>
    ask("verify", files.at("root.crt"), files.at("broker.crt"), use, name);
  expectHolds(broker("server", "broker.example"), "the broker, for servers of its name");
  expectHolds(broker("server", "127.0.0.1"), "and of its address");
  expectFails(broker("server", "other.example"), /not other\.example/, "not of another name");
  expectFails(broker("client", ""), /incompatible key usage/, "not for clients");
  const alone = ask("verify", files.at("root.crt"), files.at("alone.crt"), "client");
  expectFails(alone, /unknown authority/, "not without the intermediate");

  await connectAll(program, files, authority, judge);
}

interface Files {
  at(name: string): string;
  readonly clients: readonly string[];
}

/** Writes chains of all kinds: each key, with an end and without. */
async function writeFiles(folder: string, authority: NewAuthority): Promise<Files> {
  const at = (name: string) => join(folder, name);
  const write = (name: string, text: string) => writeFileSync(at(name), text, { mode: 0o600 });
  write("root.crt", formatChain([authority.root]));
  const holders = [
    { kind: "backend", name: "backend" },
    { kind: "broker", names: ["broker.example", "127.0.0.1"] },
  ] as const;
  for (const holder of holders) {
    const { chain, key } = await issueLeaf(authority, holder);
    write(`${holder.kind}.crt`, formatChain(chain));
    write(`${holder.kind}.key`, formatKey(key));
  }
  const clients: string[] = [];
  for (const keyKind of ["ec", "rsa"] as const) {
    for (const days of [30, "unlimited"] satisfies Lifetime[]) {
      const { request, key } = await makeDevice({ devEui: DEV_EUI, keyKind });
      const { chain } = await signRequest(authority, Buffer.from(request), { days });
      const name = `device-${keyKind}-${days}`;
      write(`${name}.crt`, formatChain(chain));
      write(`${name}.key`, formatKey(key));
      write("alone.crt", formatChain([chain[0]]));
      clients.push(name);
    }
  }
  return { at, clients };
}

/** Go's TLS as a device at the embedded broker, in both versions. */
async function connectAll(
  program: string,
  files: Files,
  authority: NewAuthority,
  judge: Judge,
): Promise<void> {
  const broker = await issueLeaf(authority, { kind: "broker", names: ["127.0.0.1"] });
  const stranger = await makeDevice({ devEui: DEV_EUI });
  writeFileSync(files.at("stranger.crt"), formatChain([stranger.certificate]));
  writeFileSync(files.at("stranger.key"), formatKey(stranger.key), { mode: 0o600 });
  const [cert, key, clientCa] = [
    formatChain(broker.chain),
    formatKey(broker.key),
    formatChain([authority.root]),
  ];
  const listeners = [{ protocol: "mqtts" as const, port: 0, cert, key, clientCa, fingerprints: [] }];
  const backend = await createBackend({
    messages: [],
    inbox: false,
    embedded: { listeners },
    report: () => {},
  });
  const address = backend.urls[0]?.replace(/^mqtts:\/\/|\/.*$/g, "") ?? "";
  // The program waits for its answer, and the broker is in this process: each is asked beside it.
  const connect = (name: string, version: string) =>
    beside(program, [
      "connect",
      address,
      files.at("root.crt"),
      files.at(`${name}.crt`),
      files.at(`${name}.key`),
      version,
    ]);
  for (const version of ["1.2", "1.3"]) {
    for (const name of files.clients) {
      const said = await connect(name, version);
      judge.claim(said === "holds", `${name} at the embedded broker, TLS ${version}: ${said}`);
    }
    const said = await connect("stranger", version);
    judge.claim(said !== "holds", `not one that has signed itself, TLS ${version}: ${said}`);
  }
  await backend.close();
}

/** Runs a program while this process goes on. */
function beside(program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, [...words], (_, stdout) => resolve(stdout.trim()));
  });
}
