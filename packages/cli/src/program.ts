import { readFileSync } from "node:fs";
import { Argument, Command, Option } from "commander";
import { addCerts } from "./certs.ts";
import { acl } from "./commands/acl.ts";
import { compile } from "./commands/compile.ts";
import { complete, completion } from "./commands/completion.ts";
import { decode } from "./commands/decode.ts";
import { diagnose } from "./commands/diagnose.ts";
import { encode } from "./commands/encode.ts";
import { inboxDead, inboxPurge, inboxReplay, inboxStatus } from "./commands/inbox.ts";
import { inboxCheck, inboxExport, inboxRescue } from "./commands/inbox-rescue.ts";
import { inspect } from "./commands/inspect.ts";
import { list } from "./commands/list.ts";
import { mosquitto } from "./commands/mosquitto.ts";
import { newMessage } from "./commands/new.ts";
import { schema } from "./commands/schema.ts";
import { simulateGateways } from "./commands/simulate.ts";
import { tail } from "./commands/tail.ts";
import { SCRIPTS, type Shell } from "./completion/scripts.ts";
import { examples } from "./examples.ts";
import { brokerOptions } from "./input/broker.ts";
import { positive, share, whole } from "./input/number.ts";
import { FORMS } from "./input/payload.ts";
import { coloursFor } from "./output/colours.ts";

const messages = () => new Option("--messages <module>", "message types of your own: a path or a package");
const message = () =>
  new Option("-m, --message <name>", "message type of the payload, such as up/data").conflicts("topic");
const topic = () =>
  new Option("-t, --topic <name>", "topic it was sent on, such as LOB/70b3d5e050020901/up/data");
const form = () => new Option("--as <form>", "what the payload is, where that is not plain").choices(FORMS);
const reveal = () => new Option("--reveal", "show sensitive values, such as keys and passwords");
const sequence = () => new Option("--sequence", "several data items one behind the other (RFC 8742)");
const payload = () => new Argument("[payload...]", "hex, base64 or a file; - or nothing for standard input");

/** The commands, their arguments and their options. */
export function createProgram(): Command {
  const program = new Command("wirebook")
    .description("Inspect, decode and encode CBOR device messages, and add message types of your own.")
    .version(version(), "-V, --version")
    .configureOutput({ outputError: (text, write) => write(spoken(text)) })
    .showHelpAfterError("  More: wirebook --help, wirebook help <command>")
    .exitOverride();
  const command = (name: string, words: string, options: readonly Option[]) => {
    const added = program.command(name).description(words).addHelpText("after", examples(name));
    for (const option of [...options, messages()]) added.addOption(option);
    return added;
  };

  command("list", "list the message types", []).action(list);
  command("inspect", "show which byte is which field, and the first fault", [
    message(),
    topic(),
    form(),
    reveal(),
  ])
    .addOption(sequence())
    .addArgument(payload())
    .action(inspect);
  command("decode", "turn a payload into JSON, or a capture into NDJSON", [
    message(),
    topic(),
    form(),
    reveal(),
  ])
    .addArgument(payload())
    .option("-c, --compact", "JSON on one line")
    .addOption(sequence())
    .option("--lines [file]", "decode a capture: topic, tab or space, hex on each line")
    .option("--rejects <file>", "write rejected lines to a file, payloads included")
    .action(decode);
  command("encode", "turn JSON into a payload, as hex", [message(), topic()])
    .argument("[json]", "JSON or a file; - or nothing for standard input")
    .addOption(new Option("--base64", "print base64").conflicts("raw"))
    .option("--raw", "write the bytes themselves")
    .option("--sequence", "JSON, or the notation, is a list: write its items one behind the other")
    .option("--diagnostic", "CBOR's diagnostic notation in place of JSON")
    .action(encode);
  program
    .command("diagnose")
    .description("show a payload in CBOR's diagnostic notation, whatever is in it")
    .addOption(form())
    .addOption(sequence())
    .addArgument(payload())
    .addHelpText("after", examples("diagnose"))
    .action(diagnose);
  command("schema", "print the JSON Schema 2020-12 of a message type", [])
    .argument("<name>", "message type, such as up/data")
    .action(schema);
  command("compile", "write each message type's codec as an ES module, ahead of time", [])
    .requiredOption("--out <folder>", "where the modules go")
    .action(compile);
  command("new", "add a message type: its file and its line in the list", [])
    .argument("<name>", "direction/type, such as up/wind-speed")
    .option("--dir <folder>", "folder of the definitions (default: schemas/src)")
    .option("--answer", "for down/…: it answers a request")
    .action(newMessage);
  command("tail", "show what flies by at a broker, a line for each message", brokerOptions())
    .option("--psk-identity <name>", "identity of the pre-shared key")
    .option("--client-id <id>", "name of this client at the broker (default: one by chance)")
    .option("--device <dev-eui...>", "these devices alone")
    .option("--type <name...>", "these message types alone, such as up/data")
    .option("--count <number>", "end after so many messages", whole(1))
    .option("--duration <seconds>", "end after so long", positive)
    .option("--json", "one JSON object on each line")
    .addOption(reveal())
    .action(tail);
  addSimulate(program);
  addInbox(program);
  program
    .command("acl")
    .description("write mosquitto's access list, device by device")
    .argument("[dev-eui...]", "DevEUIs; nothing for standard input")
    .option("--backend <user>", "user of the backend")
    .option("--prefix <levels>", "topic prefix (default: LOB)")
    .addHelpText("after", examples("acl"))
    .action(acl);
  addCerts(program);
  addMosquitto(program);
  addCompletion(program);
  return program.addHelpText("after", examples("wirebook"));
}

function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print what makes a shell complete these commands")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(SCRIPTS)))
    .addHelpText("after", examples("completion"))
    .action((shell: Shell) => completion(shell));
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action((words: string[]) => complete(program, words));
}

function addSimulate(program: Command): void {
  const simulate = program
    .command("simulate")
    .description("let gateways report to a broker, with the faults that are ordered")
    .addHelpText("after", examples("simulate"));
  for (const option of brokerOptions()) simulate.addOption(option);
  const fault = (flags: string, words: string) => simulate.option(flags, words, share, 0);
  simulate
    .option("--devices <number>", "how many gateways", whole(1), 20)
    .option("--rate <number>", "messages per second, of all together (default: one for each ten)", positive)
    .option("--seed <number>", "the same seed sends the same messages", whole(0), 1)
    .option("--duration <seconds>", "end after so long", positive)
    .addOption(new Option("--qos <level>", "quality of service").choices(["0", "1"]).default("0"))
    .option("--first <dev-eui>", "the first DevEUI; the others follow");
  fault("--json-devices <share>", "share of gateways that write JSON, such as 10%");
  fault("--duplicates <share>", "share of uplinks that are sent twice");
  fault("--gaps <share>", "share of messages before which numbers are left out");
  fault("--bad <share>", "share of uplinks that cannot be read");
  fault("--restarts <share>", "share of messages at which the gateway counts from anew");
  fault("--slow <share>", "share of gateways whose link is slow");
  simulate
    .option("--storm-every <seconds>", "cut all of them off at once, each so many seconds", positive)
    .option("--json", "print the counts as JSON")
    .action(simulateGateways);
}

function addMosquitto(program: Command): void {
  const choice = (flags: string, words: string, choices: readonly string[]) =>
    new Option(flags, words).choices(choices);
  program
    .command("mosquitto")
    .description("write the files of a mosquitto that loses nothing, and try them")
    .argument("[dev-eui...]", "devices that have their own topics")
    .option("--settings <file>", "all of it as JSON or YAML, in place of what follows")
    .option("--out <folder>", "where the files go")
    .option(
      "--check",
      "try them on the real broker, at ports that are free; without --out no secrets are needed",
    )
    .addOption(choice("--for <version>", "version of mosquitto (default: 2.0)", ["2.0", "2.1"]))
    .option("--port <number>", "port (default: 1883, with TLS 8883; websockets 9001, 9883)", whole(1))
    .option("--address <address>", "address that it is bound to (default: all)")
    .option("--websockets", "MQTT over WebSockets")
    .addOption(
      choice("--log-level <level>", "how much it says", ["error", "warning", "information", "debug"]),
    )
    .addOption(choice("--tls <kind>", "what encrypts (default: none)", ["none", "psk", "certificate"]))
    .addOption(choice("--authentication <kind>", "how a client says who it is", ["none", "password", "cn"]))
    .option("--user <name>", "user, whose password is asked for")
    .option("--identity <name>", "PSK identity, whose key is asked for")
    .option("--name <cn...>", "CNs of the certificates that may come in")
    .option("--cert <name>", "file of the broker's certificate (default: server.pem)")
    .option("--key <name>", "file of the broker's key (default: server.key)")
    .option("--ca <name>", "file of the clients' authorities (default: clients.pem)")
    .option("--backend <name>", "who reads what the devices send, and writes to them")
    .option("--prefix <levels>", "topic prefix (default: LOB)")
    .option("--folder <folder>", "where the files will lie (default: /etc/mosquitto)")
    .option("--password <file>", "file of passwords, name:password on each line; - is standard input")
    .option("--psk-key <file>", "file of keys, identity:key on each line; - is standard input")
    .option("--mosquitto <program>", "the mosquitto that --check starts")
    .option("--force", "write over files that wirebook has not written, or that somebody has changed")
    .addHelpText("after", examples("mosquitto"))
    .action(mosquitto);
}

function addInbox(program: Command): void {
  const inbox = program
    .command("inbox")
    .description("look after the inbox of a backend")
    .addHelpText("after", examples("inbox"));
  const command = (name: string, words: string) =>
    inbox.command(name).description(words).option("--path <folder>", "folder of the inbox", "wirebook-inbox");
  command("status", "tell how full it is, and who works from it").action(inboxStatus);
  command("dead", "list the dead letters, with their reasons")
    .option("--json", "one JSON object on each line")
    .option("--reveal", "with --json: show the payloads, as hex")
    .action(inboxDead);
  command("replay", "hand messages to their handlers once more")
    .argument("[id...]", "dead letters")
    .option("--dead", "all dead letters")
    .option("--from <time>", "what was received since then")
    .option("--to <time>", "what was received before then")
    .action(inboxReplay);
  command("purge", "remove messages that nobody waits for")
    .requiredOption("--before <time>", "received before then, such as 2026-01-31 or 7d")
    .option("--dead", "dead letters as well")
    .action(inboxPurge);
  command("check", "read all of it, and tell what is missing or damaged").action(inboxCheck);
  command("rescue", "write what can be read of a damaged one to a new folder")
    .requiredOption("--to <folder>", "the new folder")
    .action(inboxRescue);
  command("export", "write all messages, one JSON object on each line")
    .option("--only <state>", "waiting, done or dead ones alone")
    .option("--reveal", "show the payloads, as hex")
    .action(inboxExport);
}

function spoken(text: string): string {
  return text.replace(/^error:/, coloursFor(process.stderr).red("wirebook:"));
}

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
