import { readFileSync } from "node:fs";
import { Argument, Command, Option } from "commander";
import { acl } from "./commands/acl.ts";
import { compile } from "./commands/compile.ts";
import { decode } from "./commands/decode.ts";
import { encode } from "./commands/encode.ts";
import { inboxDead, inboxPurge, inboxReplay, inboxStatus } from "./commands/inbox.ts";
import { inspect } from "./commands/inspect.ts";
import { list } from "./commands/list.ts";
import { newMessage } from "./commands/new.ts";
import { schema } from "./commands/schema.ts";
import { examples } from "./examples.ts";
import { FORMS } from "./input/payload.ts";
import { coloursFor } from "./output/colours.ts";

const messages = () => new Option("--messages <module>", "message types of your own: a path or a package");
const message = () =>
  new Option("-m, --message <name>", "message type of the payload, such as up/data").conflicts("topic");
const topic = () =>
  new Option("-t, --topic <name>", "topic it was sent on, such as LOB/70b3d5e050020901/up/data");
const form = () => new Option("--as <form>", "what the payload is, where that is not plain").choices(FORMS);
const reveal = () => new Option("--reveal", "show sensitive values, such as keys and passwords");
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
    .option("--lines [file]", "decode a capture: topic, tab, hex on each line")
    .option("--rejects <file>", "write rejected lines to a file, payloads included")
    .action(decode);
  command("encode", "turn JSON into a payload, as hex", [message(), topic()])
    .argument("[json]", "JSON or a file; - or nothing for standard input")
    .addOption(new Option("--base64", "print base64").conflicts("raw"))
    .option("--raw", "write the bytes themselves")
    .action(encode);
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
  addInbox(program);
  program
    .command("acl")
    .description("write mosquitto's access list, device by device")
    .argument("[dev-eui...]", "DevEUIs; nothing for standard input")
    .option("--backend <user>", "user of the backend")
    .option("--prefix <levels>", "topic prefix (default: LOB)")
    .addHelpText("after", examples("acl"))
    .action(acl);
  return program.addHelpText("after", examples("wirebook"));
}

function addInbox(program: Command): void {
  const inbox = program
    .command("inbox")
    .description("look after the inbox of a backend")
    .addHelpText("after", examples("inbox"));
  const command = (name: string, words: string) =>
    inbox.command(name).description(words).option("--path <folder>", "folder of the inbox", "wirebook-inbox");
  command("status", "tell how full it is").action(inboxStatus);
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
}

function spoken(text: string): string {
  return text.replace(/^error:/, coloursFor(process.stderr).red("wirebook:"));
}

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
