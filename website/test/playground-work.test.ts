import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { forty, largePayload, TELEGRAMS_OF_LARGE } from "./support/examples.ts";
import { openSite } from "./support/site.ts";

const { read } = openSite();

/** Bytes that are shown at once, and characters of a text. */
const MOST_BYTES = 512;
const MOST_TEXT = 64 * 1024;

/** What a page counts of its own work. */
interface Counted {
  /** Questions that it asked of the thread that the codecs run in. */
  questions: number;
}

const field = "Payload: hex, base64 or JSON";

/** The playground with a payload of 4 kB in it, at rest. */
async function openPlayground(): Promise<Page> {
  const { page } = await read();
  await page.addInitScript(() => {
    const counted = window as unknown as Counted;
    const { postMessage } = Worker.prototype;
    counted.questions = 0;
    Worker.prototype.postMessage = function (this: Worker, message: unknown) {
      counted.questions++;
      postMessage.call(this, message);
    };
  });
  await page.goto("/playground");
  await page.getByLabel("Topic or message type").fill("up/data");
  await page.getByLabel(field).fill(forty);
  await page.getByText("/d/batch: 40").waitFor();
  await atRest(page);
  return page;
}

function atRest(page: Page): Promise<void> {
  return page.locator('.wb-result[aria-busy="false"]').waitFor();
}

function questionsOf(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Counted).questions);
}

/** Writes texts into the field of the payload, all in one turn: nothing else runs in between. */
function typeAtOnce(page: Page, texts: readonly string[]): Promise<void> {
  return page.getByLabel(field).evaluate((element, all) => {
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
    for (const text of all) {
      set?.call(element, text);
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }, texts);
}

/** Elements of the result, bytes among them, and the longest text in it. */
function shownBy(page: Page): Promise<{ elements: number; bytes: number; longest: number }> {
  return page.locator(".wb-result").evaluate((result) => ({
    elements: result.querySelectorAll("*").length,
    bytes: [...result.querySelectorAll(".wb-byte")]
      .map(({ textContent }) => textContent.split(/\s+/).filter(Boolean).length)
      .reduce((sum, count) => sum + count, 0),
    longest: Math.max(
      ...[...result.querySelectorAll("pre")].map(({ textContent }) => textContent.length),
      ...[...result.querySelectorAll("textarea")].map(({ value }) => value.length),
    ),
  }));
}

describe("the playground keeps up", () => {
  test("with somebody who types faster than it answers: only what stands there last is asked for", async () => {
    const page = await openPlayground();
    const before = await questionsOf(page);
    const cut = forty.slice(0, -2);
    await typeAtOnce(page, [...Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? cut : forty)), cut]);
    await page.locator(".wb-verdict--bad").waitFor();
    await atRest(page);
    // The first, and the one that waited.
    expect((await questionsOf(page)) - before).toBeLessThanOrEqual(2);
    expect(await page.locator(".wb-verdict").textContent()).toContain(`Byte ${cut.length / 2}`);
  });

  test("with each key: one question, and no more on the page than the bytes in sight", async () => {
    const page = await openPlayground();
    const first = await shownBy(page);
    expect(first.bytes).toBe(MOST_BYTES);
    const before = await questionsOf(page);
    for (let key = 1; key <= 12; key++) {
      await typeAtOnce(page, [key % 2 === 1 ? forty.slice(0, -2) : forty]);
      await page.locator(key % 2 === 1 ? ".wb-verdict--bad" : ".wb-verdict--good").waitFor();
      expect((await questionsOf(page)) - before).toBe(key);
    }
    expect(await shownBy(page)).toEqual(first);
  });

  test.each(["opened as a file", "pasted, two million digits"])(
    "with a payload of a megabyte, %s: a page of it is shown, the rest stays with the thread",
    async (way) => {
      const page = await openPlayground();
      const small = await shownBy(page);
      const before = await questionsOf(page);
      const payload = largePayload();
      expect(payload.length).toBeGreaterThan(900_000);
      if (way === "opened as a file") {
        await page
          .locator("input[type=file]")
          .setInputFiles({ name: "large.cbor", mimeType: "application/cbor", buffer: Buffer.from(payload) });
      } else {
        await typeAtOnce(page, [Buffer.from(payload).toString("hex")]);
      }
      await page.getByText(`/d/batch: ${TELEGRAMS_OF_LARGE}`).waitFor({ timeout: 300_000 });
      expect((await questionsOf(page)) - before).toBe(1);
      expect(await page.getByLabel(field).inputValue()).toBe("");
      const large = await shownBy(page);
      expect(large.bytes).toBe(MOST_BYTES);
      expect(large.longest).toBeLessThanOrEqual(MOST_TEXT);
      expect(large.elements).toBeLessThan(2 * small.elements);
    },
  );
});
