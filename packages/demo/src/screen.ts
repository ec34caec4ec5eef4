import type { Door } from "./book/door.ts";
import { GATEWAYS, isSecure, type System } from "./system.ts";
import { pc } from "./terminal/colours.ts";
import { rule } from "./terminal/picture.ts";

const NAME = 10;

/** Says where the gateways and their broker run, and what to do with them. */
export function showSystem({ broker, tail, feed }: System): void {
  console.log(rule("The gateways and their backend, running"));
  line("gateways", `${GATEWAYS} simulated`, "they report, and ask whether they are up to date");
  const shown = isSecure(broker) ? "; both sides show certificates, made for this run" : "";
  line("broker", broker, `with the backend behind it, which answers them${shown}`);
  next(tail);
  line("metrics", feed.metricsUrl, "what the backend counts, for Prometheus");
}

/** Says where the book is, and what to do with it. */
export function showBook({ url, draft, account, password }: Door): void {
  console.log(rule("The book, ready"));
  line("site", url, "as everybody sees it");
  line("sign in", `${account} / ${password}`, "at the top of the site; made for this run alone");
  line("live", `${url}/live`, "typed uplinks as they come, once you have signed in");
  line("draft", url + draft, "not found, until you sign in");
}

function line(name: string, where: string, words: string): void {
  console.log(`  ${pc.bold(name.padEnd(NAME))} ${pc.cyan(where)}  ${pc.dim(words)}`);
}

function next(words: string): void {
  console.log(`  ${" ".repeat(NAME)} ${pc.dim(words)}`);
}
