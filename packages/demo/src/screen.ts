import type { Door } from "./book/door.ts";
import { GATEWAYS, type System } from "./system.ts";
import { pc } from "./terminal/colours.ts";
import { rule } from "./terminal/picture.ts";

const NAME = 10;

/** Says what runs where, and what to do with it. */
export function showScreen(
  { url, draft, account, password }: Door,
  { broker, operator, feed }: System,
): void {
  const line = (name: string, where: string, words = "") =>
    console.log(
      `  ${pc.bold(name.padEnd(NAME))} ${pc.cyan(where)}${words === "" ? "" : `  ${pc.dim(words)}`}`,
    );
  const next = (words: string) => console.log(`  ${" ".repeat(NAME)} ${pc.dim(words)}`);
  console.log(rule("What runs where"));
  line("gateways", `${GATEWAYS} simulated`, "they report, and ask whether they are up to date");
  line("broker", broker, "with the backend behind it, which answers them");
  next(`npx wirebook tail --url ${broker.replace("://", `://${operator.user}:${operator.password}@`)}`);
  line("site", url, "the book, as everybody sees it");
  line("sign in", `${account} / ${password}`, "at the top of the site; made for this run alone");
  line("live", `${url}/live`, "typed uplinks as they come, once you have signed in");
  line("draft", url + draft, "not found, until you sign in");
  line("metrics", feed.metricsUrl, "what the backend counts, for Prometheus");
}
