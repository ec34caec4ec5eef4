/**
 * `npm start`: the messages as a picture, then the whole system: gateways and a broker with a backend behind it at once, and
 * the book of the messages, with its drafts and its live page behind the gate, when it has been built. It ends by Ctrl-C;
 * with `--once` it looks at each thing that it promises and ends by itself. With `--secure`, gateways and broker show each
 * other certificates, which are made on the way.
 *
 * @module
 */

import { type Door, expectFree, openDoor } from "./book/door.ts";
import { buildSite } from "./book/site.ts";
import { showFirst } from "./live/show-first.ts";
import { EVENTS, look } from "./look.ts";
import { showMessages } from "./messages/messages.ts";
import { showBook, showSystem } from "./screen.ts";
import { type System, startSystem } from "./system.ts";
import { pc } from "./terminal/colours.ts";
import { rule } from "./terminal/picture.ts";

const once = process.argv.includes("--once");
const withCertificates = process.argv.includes("--secure");
const port = Number(process.env.PORT ?? 3000);
/** To look once, any port does. */
const brokerPort = Number(process.env.MQTT_PORT ?? (once ? 0 : withCertificates ? 8883 : 1883));

/** What runs, the last one first. */
const running: { close(): Promise<void> }[] = [];
let ending: Promise<void> | undefined;
function end(): Promise<void> {
  ending ??= (async () => {
    for (const one of running.splice(0).reverse()) await one.close();
  })();
  return ending;
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end());

console.log(pc.bold("Wirebook"), pc.dim("typed CBOR codecs for device messages, from one definition each"));
if (!showMessages()) process.exitCode = 1;
try {
  await expectFree(port);
  if (brokerPort !== 0) await expectFree(brokerPort, "MQTT_PORT");
  await startAll();
} catch (error) {
  console.error(pc.red((error as Error).message));
  process.exitCode = 1;
  await end();
}

async function startAll(): Promise<void> {
  const system = await startSystem(brokerPort, withCertificates);
  running.push(system);
  showSystem(system);
  await showFirst(system.feed);
  if (ending !== undefined) return;
  console.log(rule("The book of these messages, twice: with its drafts and without"));
  await buildSite();
  if (ending !== undefined) return;
  const door = await openDoor(port, { [EVENTS]: system.feed.eventsUrl });
  running.push(door);
  showBook(door);
  if (once) await check(door, system);
  else if (ending === undefined) console.log(pc.dim("\n  Ctrl-C ends all of it."));
}

async function check(door: Door, system: System): Promise<void> {
  const promises = await look(door, system);
  for (const { promise, kept } of promises) console.log(`${kept ? pc.green("✓") : pc.red("✗")} ${promise}`);
  if (promises.some(({ kept }) => !kept)) process.exitCode = 1;
  await end();
}
