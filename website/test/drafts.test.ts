import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { messages } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";
import { trees } from "./support/build.ts";
import { openSite } from "./support/site.ts";

const { readSignedIn } = openSite();

describe("whoever is signed in", () => {
  test("reads the drafts: the MQTT chapter and the requests", async () => {
    const { page, complaints } = await readSignedIn();
    await page.goto("/docs/mqtt/topics");
    await page.getByRole("heading", { name: "An answer quotes its question" }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "req/sync" }).click();
    await page.getByRole("heading", { name: "Synchronization request" }).waitFor();
    expect(await page.locator(".wb-exchange__seconds").textContent()).toBe("≤ 5 s");
    expect(await page.getByText("profile", { exact: true }).first().isVisible()).toBe(true);
    await page.getByRole("link", { name: "down/sync" }).first().click();
    await page.getByRole("heading", { name: "Synchronization answer" }).waitFor();
    expect(complaints).toEqual([]);
  });

  test("finds the drafts with the search", async () => {
    const { page } = await readSignedIn();
    await page.goto("/search?q=mfw");
    await page.getByRole("link", { name: "Members" }).first().waitFor();
  });

  test("runs the codec of a draft", async () => {
    const { page } = await readSignedIn();
    await page.goto("/docs/messages/down/sync");
    await page.locator("#playground").scrollIntoViewIfNeeded();
    await page.getByText("Reads well").waitFor();
  });
});

describe("the public tree", () => {
  test("holds no example, no description and no member of a draft message type", () => {
    const isPublic = messages
      .filter(({ draft }) => !draft)
      .map(({ schema, examples }) => JSON.stringify([schema, examples]));
    const own = (text: string) => !isPublic.some((known) => known.includes(text));
    const secrets = messages
      .filter(({ draft }) => draft)
      .flatMap((message) => [
        `"${message.name}"`,
        ...descriptionsIn(message.schema).filter((text) => text.length > 20 && own(text)),
        ...message.examples.map(({ json }) =>
          Buffer.from(message.encode(message.fromJson(json))).toString("hex"),
        ),
      ]);
    expect(secrets.length).toBeGreaterThan(40);
    const telling = filesOf(trees.public).flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return secrets
        .filter((secret) => text.includes(secret))
        .map((secret) => `${path.relative(trees.public, file)}: ${secret}`);
    });
    expect(telling).toEqual([]);
  });

  test("names no draft on a page of the API, which is made of what the declarations say", () => {
    const drafts = messages.filter(({ draft }) => draft).map(({ name }) => name);
    const pages = filesOf(path.join(trees.public, "docs/api"));
    expect(pages.length).toBeGreaterThan(10);
    const naming = pages.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return drafts.filter((name) => text.includes(name)).map((name) => `${path.basename(file)}: ${name}`);
    });
    expect(naming).toEqual([]);
  });

  test("has a JSON Schema for each public message type, and for no draft", () => {
    for (const { name, draft, schema } of messages) {
      const read = (tree: string) => readFileSync(path.join(tree, "schemas", `${name}.schema.json`), "utf8");
      expect(JSON.parse(read(trees.private))).toEqual(schema);
      if (draft) expect(() => read(trees.public)).toThrow();
      else expect(JSON.parse(read(trees.public))).toEqual(schema);
    }
  });
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** All descriptions in a schema, however deep. */
function descriptionsIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([name, inner]) =>
    name === "description" && typeof inner === "string" ? [inner] : descriptionsIn(inner),
  );
}
