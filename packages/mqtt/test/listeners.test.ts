import { connectAsync } from "mqtt";
import { describe, expect, test } from "vitest";
import { devEui, tick, upTick } from "./support/messages.ts";
import { startBackend, startDevice } from "./support/scene.ts";

describe("the URL of a listener", () => {
  test.each([
    ["127.0.0.1", /^mqtt:\/\/127\.0\.0\.1:\d+$/],
    ["::1", /^mqtt:\/\/\[::1\]:\d+$/],
    ["::", /^mqtt:\/\/127\.0\.0\.1:\d+$/],
    ["0.0.0.0", /^mqtt:\/\/127\.0\.0\.1:\d+$/],
    ["localhost", /^mqtt:\/\/localhost:\d+$/],
  ])("is one to connect to: %s", async (host, url) => {
    const embedded = { host, port: 0, anonymous: true };
    const { urls } = await startBackend({ inbox: false, embedded });
    expect(urls).toEqual([expect.stringMatching(url)]);
    const client = await connectAsync(urls[0] as string, { protocolVersion: 4, clientId: devEui });
    await client.endAsync();
    const device = await startDevice(urls[0] as string);
    await device.publish(upTick, tick(1n));
  });

  test("both versions of IP reach one that listens at ::", async () => {
    const embedded = { host: "::", port: 0, anonymous: true };
    const { urls } = await startBackend({ inbox: false, embedded });
    const port = Number(/:(\d+)$/.exec(urls[0] as string)?.[1]);
    for (const host of ["127.0.0.1", "[::1]"]) {
      const client = await connectAsync(`mqtt://${host}:${port}`, { protocolVersion: 4, clientId: devEui });
      expect(client.connected).toBe(true);
      await client.endAsync();
    }
  });
});
