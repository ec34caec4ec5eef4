import { expect, test } from "vitest";
import { ask, reqAsk, tick, upTick } from "./support/messages.ts";
import { connect, startReporting } from "./support/reporting.ts";
import { newFolder, until } from "./support/scene.ts";

test("a request's number is no gap behind a restart of the backend either", async () => {
  const path = newFolder();
  const handled: bigint[] = [];
  const begin = async () => {
    const backend = await startReporting({ path });
    backend.onUplink(upTick, ({ n }) => void handled.push(n));
    backend.onRequest(reqAsk, () => ({ d: { calls: 0n } }));
    return { backend, device: await connect(backend) };
  };
  const first = await begin();
  await first.device.publish(upTick, tick(1n));
  await until(() => handled.length === 1);
  await first.device.request(reqAsk, ask(2n));
  await first.device.request(reqAsk, ask(3n));
  await first.backend.close();
  const second = await begin();
  await second.device.publish(upTick, tick(4n));
  await second.device.publish(upTick, tick(6n));
  await until(() => handled.length === 3);
  expect(second.backend.typesOf("gap")).toMatchObject([{ from: 5n, to: 5n }]);
});
