import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { openSite } from "./support/site.ts";

const { read } = openSite();

describe("a page of a message type", () => {
  test("finds the unit of rssi from the landing page in three actions", async () => {
    const { page, complaints } = await read();
    await page.goto("/");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Message types" }).click();
    await page.getByRole("article").getByRole("link", { name: "up/data" }).click();
    await page.getByRole("searchbox", { name: "Search the members" }).fill("rssi");
    const row = page.getByRole("row", { name: /rssi/ }).first();
    await expect.poll(() => row.getByRole("cell", { name: "dBm" }).isVisible()).toBe(true);
    expect(await page.getByRole("row").filter({ visible: true }).count()).toBeLessThan(9);
    expect(complaints).toEqual([]);
  });

  test("finds rssi by keyboard alone, on a narrow screen", async () => {
    const { page, complaints } = await read({ width: 390 });
    await page.goto("/docs/messages/up/data");
    const search = page.getByRole("searchbox", { name: "Search the members" });
    await search.waitFor();
    for (
      let press = 0;
      press < 60 && !(await search.evaluate((one) => one === document.activeElement));
      press++
    ) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("rssi");
    await expect.poll(() => page.getByRole("cell", { name: "dBm" }).first().isVisible()).toBe(true);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
  });

  test("lights bytes by field and fields by byte", async () => {
    const { page } = await read();
    await page.goto("/docs/messages/up/data");
    const bytes = page.locator(".wb-bytes").first();
    await bytes.getByRole("option", { name: /rssi/ }).first().hover();
    await expect
      .poll(() => bytes.locator(".wb-byte--on").allTextContents())
      .toEqual(["64 72 73 73 69", "38 3b"]);
    await bytes.locator(".wb-byte--bytes").first().hover();
    await expect.poll(() => bytes.locator(".wb-field--on").textContent()).toContain("telegram");
    const list = bytes.getByRole("listbox");
    await list.focus();
    await page.keyboard.press("End");
    await expect.poll(() => list.getAttribute("aria-activedescendant")).not.toBeNull();
  });

  test("reads a page whole without JavaScript", async () => {
    const { page } = await read({ javaScriptEnabled: false });
    await page.goto("/docs/messages/up/data#member.d.batch.rssi");
    expect(await page.getByRole("row").count()).toBe(21);
    expect(await page.getByRole("cell", { name: "dBm" }).first().isVisible()).toBe(true);
    const example = page.locator(".wb-example").first();
    await example.getByText("Diagnostic").click();
    expect(
      await example
        .getByText(/h'2e444b5c/)
        .first()
        .isVisible(),
    ).toBe(true);
  });

  test("reads German", async () => {
    const { page, complaints } = await read();
    await page.goto("/de/docs/messages/up/data");
    await page.getByRole("heading", { name: "Felder" }).waitFor();
    expect(await page.getByRole("columnheader", { name: "Einheit" }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test("ships no more than 60 kB of JavaScript beyond another page, the playground and its codecs included", async () => {
    const scripts = async (pathname: string, use: (page: Page) => Promise<unknown>) => {
      const { page, context } = await read();
      const sizes = new Map<string, number>();
      context.on("response", async (response) => {
        if (!response.url().endsWith(".js")) return;
        sizes.set(response.url(), 0);
        sizes.set(response.url(), gzipSync(await response.body()).length);
      });
      await page.goto(pathname, { waitUntil: "networkidle" });
      await use(page);
      await expect.poll(() => [...sizes.values()].every((size) => size > 0)).toBe(true);
      return [...sizes.values()].reduce((sum, size) => sum + size, 0);
    };
    const plain = await scripts("/docs/changelog", async () => {});
    const whole = await scripts("/docs/messages/up/data", async (page) => {
      await page.locator("#playground").scrollIntoViewIfNeeded();
      await page.getByText("Reads well").waitFor();
    });
    expect(whole - plain).toBeLessThan(60_000);
    console.info(`JavaScript of up/data beyond a plain page: ${whole - plain} bytes gzip`);
  });
});
