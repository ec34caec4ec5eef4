/**
 * `npm start`: the messages as a picture, then the book of them, with its drafts behind the gate. It ends by Ctrl-C; with
 * `--once` it looks at each page that it promises and ends by itself.
 *
 * @module
 */
import pc from "picocolors";
import { type Door, openDoor } from "./door.ts";
import { look } from "./look.ts";
import { showMessages } from "./messages.ts";
import { rule } from "./picture.ts";
import { buildSite } from "./site.ts";

const once = process.argv.includes("--once");
const port = Number(process.env.PORT ?? 3000);

console.log(pc.bold("Wirebook"), pc.dim("typed CBOR codecs for device messages, from one definition each"));
if (!showMessages()) process.exitCode = 1;
console.log(rule("The book of these messages, twice: with its drafts and without"));
try {
  await buildSite();
  const door = await openDoor(port);
  showDoor(door);
  if (once) await check(door);
  else stayOpen(door);
} catch (error) {
  console.error(pc.red((error as Error).message));
  process.exitCode = 1;
}

function showDoor({ url, draft, account, password }: Door): void {
  console.log(rule("The door is open"));
  console.log(`  ${pc.bold("site")}      ${pc.cyan(url)}`);
  console.log(`  ${pc.bold("draft")}     ${pc.cyan(url + draft)} ${pc.dim("not found, until you sign in")}`);
  console.log(`  ${pc.bold("sign in")}   ${account} / ${password} ${pc.dim("made for this run alone")}`);
}

async function check(door: Door): Promise<void> {
  const promises = await look(door);
  for (const { promise, kept } of promises) console.log(`${kept ? pc.green("✓") : pc.red("✗")} ${promise}`);
  if (promises.some(({ kept }) => !kept)) process.exitCode = 1;
  await door.close();
}

function stayOpen(door: Door): void {
  console.log(pc.dim("\n  Ctrl-C ends it. At the command line: npx wirebook list"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void door.close());
}
