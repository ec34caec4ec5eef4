import { type Command, Option } from "commander";
import { certsCheck } from "./commands/certs/check.ts";
import { certsDevice } from "./commands/certs/device.ts";
import { certsInit } from "./commands/certs/init.ts";
import { certsShow } from "./commands/certs/show.ts";
import { certsSign } from "./commands/certs/sign.ts";
import { certsTrust } from "./commands/certs/trust.ts";
import { examples } from "./examples.ts";
import { positive, positiveUpTo } from "./input/number.ts";

/** Seconds that anybody waits for a server: a day. */
const MOST_WAIT = 86_400;

/** Adds the verbs of certificates. */
export function addCerts(program: Command): void {
  const certs = program
    .command("certs")
    .description("make, sign, look at and check certificates")
    .addHelpText("after", examples("certs"));
  const expiring = (command: Command) =>
    command
      .option("--days <number>", "how long the device's certificate is good", positive)
      .option("--no-expiry", "without an end, for devices that have no clock");
  expiring(
    certs
      .command("init")
      .description("make an authority, and certificates of a broker, a backend and a device")
      .requiredOption("--out <folder>", "where the certificates and keys go")
      .option("--host <name...>", "names and addresses of the broker beside those of this machine")
      .option("--name <text>", "what the authority's names begin with")
      .option("--backend <user>", "common name of the backend (default: backend)")
      .option("--device <dev-eui>", "DevEUI of the device (default: one that is made up)"),
  ).action(certsInit);
  expiring(
    certs
      .command("sign")
      .description("sign a device's request; the chain goes to standard output")
      .argument("<csr>", "signing request in PEM or DER; - for standard input")
      .option("--ca <folder>", "folder of the authority", ".")
      .option("--device <dev-eui>", "whose request it is, where it has no CN")
      .addOption(
        new Option("--spelling <form>", "how the CN of the certificate spells the DevEUI")
          .choices(["urn", "hex"])
          .default("urn"),
      )
      .option("--der", "write DER in place of PEM"),
  ).action(certsSign);
  certs
    .command("show")
    .description("show who it is, the chain, and whether it fits into a gateway")
    .argument("<file>", "certificates or a signing request; - for standard input")
    .option("--ca <file>", "what is trusted (default: root.crt beside the file)")
    .option("--json", "print it as JSON")
    .action(certsShow);
  certs
    .command("check")
    .description("connect to a server, and say which rule fails")
    .argument("<host:port>", "where it is, such as broker.example:8883")
    .option("--ca <file>", "certificates to trust in place of the usual authorities")
    .option("--cert <file>", "client certificate, with each intermediate behind it")
    .option("--key <file>", "key of the client certificate")
    .option("--servername <name>", "name to expect, where it is not the host's")
    .option("--timeout <seconds>", "how long to wait for each answer (default: 10)", positiveUpTo(MOST_WAIT))
    .option("--json", "print it as JSON")
    .action(certsCheck);
  certs
    .command("trust")
    .description("take devices' self-signed certificates for anchors of a broker")
    .argument("<file...>", "self-signed certificates")
    .option("--fingerprints", "print their fingerprints, for the embedded broker, in place of PEM")
    .action(certsTrust);
  expiring(
    certs
      .command("device")
      .description("make what a device's shell makes, for tests: key, request, self-signed certificate")
      .argument("<dev-eui>", "the DevEUI, in either spelling")
      .option("--out <folder>", "where the files go", ".")
      .option("--subject <parts>", "as the shell takes it", "C=DE,O=Example")
      .option("--rsa", "a key of RSA with 2048 bits in place of P-256"),
  ).action(certsDevice);
}
