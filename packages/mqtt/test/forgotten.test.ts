import { describe, expect, test } from "vitest";
import { createAnswerCache } from "../src/backend/answers.ts";
import { createHeard } from "../src/backend/heard.ts";
import type { Route } from "../src/backend/source.ts";
import { tryTopicName } from "../src/protocol/topic-name.ts";

describe("what strangers send is forgotten", () => {
  test("where devices were heard: the oldest of more than 100,000", () => {
    const heard = createHeard({ inbox: { lastHeard: () => undefined }, routeTo: () => undefined });
    const route = {} as Route;
    const name = (index: number) => tryTopicName(`LOB/${index.toString(16).padStart(16, "0")}/up/tick`);
    for (let index = 0; index <= 100_000; index++)
      heard.hear(name(index) as NonNullable<ReturnType<typeof name>>, route);
    expect(heard.last("0".repeat(16))).toBeUndefined();
    expect(heard.last("0".repeat(15).concat("1"))?.route).toBe(route);
  });

  test("answers: the oldest of more than 64 MiB", async () => {
    const cache = createAnswerCache(60_000);
    let made = 0;
    const ask = (key: string) =>
      cache.answer(key, async () => {
        made++;
        return new Uint8Array(2 ** 20);
      });
    for (let key = 0; key < 70; key++) await ask(String(key));
    await ask("69");
    expect(made).toBe(70);
    await ask("0");
    expect(made).toBe(71);
  });
});
