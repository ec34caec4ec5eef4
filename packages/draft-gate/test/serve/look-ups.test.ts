import * as v from "valibot";
import { expect, test } from "vitest";
import { createApp } from "../../src/serve/app.ts";
import { configSchema } from "../../src/serve/config/config.ts";
import { closeContext, openContext } from "../../src/serve/context/open-context.ts";
import { createSessions } from "../../src/serve/session/sessions.ts";
import type { View } from "../../src/serve/trees/view.ts";
import { uselessCookies } from "./anonymous.ts";
import { madeUpPath } from "./fuzz.ts";
import { draftPaths, published } from "./published.ts";
import { origin, secretOfServer } from "./running.ts";

/** A view that writes down what it is asked for. */
function counted({ find, notFound }: View, name: string, asked: string[]): View {
  return {
    find(path) {
      asked.push(`${name}: find`);
      return find(path);
    },
    notFound(path) {
      asked.push(`${name}: not found`);
      return notFound(path);
    },
  };
}

test("a draft's address costs the look-ups of a made-up one, none of them among what readers see", async () => {
  const site = await published("look-ups");
  const config = v.parse(configSchema, { url: origin, secrets: [secretOfServer] });
  const context = await openContext(site.dir, config, () => {});
  const asked: string[] = [];
  const now = () => {
    const trees = context.trees.now();
    const everybody = counted(trees.everybody, "everybody", asked);
    return { ...trees, everybody, readers: counted(trees.readers, "readers", asked) };
  };
  const rules = { epoch: () => 0, admits: () => false };
  const sessions = createSessions(context.seal, rules, { secure: true, hours: 1 });
  const app = await createApp({ ...context, trees: { ...context.trees, now } }, [], sessions);
  for (const cookie of ["", ...(await uselessCookies())]) {
    for (const path of draftPaths) {
      for (const url of [path, madeUpPath(path)]) {
        asked.length = 0;
        await app.inject({ url: `/${url}`, headers: { cookie } });
        expect([url, asked]).toEqual([url, ["everybody: find", "everybody: not found"]]);
      }
    }
  }
  await app.close();
  await closeContext(context);
});
