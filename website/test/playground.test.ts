import { describe, expect, test } from "vitest";
import { forty, hexOf } from "./support/examples.ts";
import { openSite } from "./support/site.ts";

const { read } = openSite();

describe("whoever has a payload", () => {
  test("pastes a payload of up/data and sees its 40 telegrams", async () => {
    const { page, complaints } = await read();
    await page.goto("/playground");
    await page.getByLabel("Topic or message type").fill("LOB/70b3d5e050020901/up/data");
    await page.getByLabel("Payload: hex, base64 or JSON").fill(forty);
    await page.getByText("/d/batch: 40").waitFor();
    await expect.poll(() => page.locator(".wb-play__type").textContent()).toBe("Metering data");
    await expect
      .poll(() => page.getByLabel("JSON; edit it to see the CBOR").inputValue())
      .toContain('"batch"');
    expect(complaints).toEqual([]);
  });

  test("pastes a broken payload and reads which byte is wrong, and why", async () => {
    const { page, complaints } = await read();
    await page.goto("/playground");
    await page.getByLabel("Topic or message type").fill("up/data");
    const cut = forty.slice(0, 400);
    await page.getByLabel("Payload: hex, base64 or JSON").fill(cut);
    const verdict = page.locator(".wb-verdict--bad");
    await verdict.waitFor();
    expect(await verdict.textContent()).toMatch(/Byte 200.*not-well-formed.*expected more bytes/);

    // The rssi of the first telegram becomes a text.
    const wrong = hexOf(0).replace("6472737369383b", "64727373696178");
    await page.getByLabel("Payload: hex, base64 or JSON").fill(wrong);
    await expect
      .poll(() => verdict.textContent())
      .toMatch(/\/d\/batch\/0\/rssi.*expected an integer, found text/);
    const at = wrong.indexOf("64727373696178") / 2 + 5;
    expect(await verdict.textContent()).toContain(`Byte ${at}`);
    expect(await page.locator(".wb-byte__fault").first().textContent()).toBe("61");
    expect(complaints).toEqual([]);
  });

  test("edits the JSON and sees the CBOR, and shares it without a server", async () => {
    const { page, complaints } = await read();
    await page.goto("/playground#payload=oWFxZnJlYm9vdA&type=down/reboot");
    await page.getByText("Reads well").waitFor();
    await page.getByLabel("Topic or message type").fill("down/comment");
    await page.getByLabel("JSON; edit it to see the CBOR").fill('{ "q": "comment", "d": "hi" }');
    await expect
      .poll(() => page.getByLabel("Payload: hex, base64 or JSON").inputValue())
      .toBe("a2617167636f6d6d656e746164626869");
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect.poll(() => page.url()).toContain("#payload=omFxZ2NvbW1lbnRhZGJoaQ&type=down/comment");
    expect(complaints).toEqual([]);
  });

  test("opens a file, and finds half a byte and foreign text told", async () => {
    const { page } = await read();
    await page.goto("/playground");
    await page.locator("input[type=file]").setInputFiles({
      name: "reboot.cbor",
      mimeType: "application/cbor",
      buffer: Buffer.from("a16171667265626f6f74", "hex"),
    });
    await expect
      .poll(() => page.getByLabel("Payload: hex, base64 or JSON").inputValue())
      .toBe("a16171667265626f6f74");
    await page.getByLabel("Payload: hex, base64 or JSON").fill("a16");
    await page.getByText("byte 1 has one digit").waitFor();
    await page.getByLabel("Payload: hex, base64 or JSON").fill("what is this?");
    await page.getByText("neither hexadecimal").waitFor();
  });
});
