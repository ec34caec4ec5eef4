import { expect, test } from "vitest";
import { readersEtags, uselessCookies } from "./anonymous.ts";
import { startServe } from "./child.ts";
import { compare, pairMaker, randomFrom } from "./fuzz.ts";
import { published } from "./published.ts";

/** `FUZZ_REQUESTS=200000 npm run proof -w docusaurus-draft-gate` asks less often. */
const requests = Number(process.env.FUZZ_REQUESTS ?? 1_000_000);
const seed = Number(process.env.FUZZ_SEED ?? 1);
/** In MB. */
const mostMemory = 150;

test(`a draft's address and a made-up one differ in no byte, in ${requests} requests; memory stays flat`, async () => {
  const site = await published("anonymous-proof");
  const server = await startServe(site.dir);
  const etags = await readersEtags(server.address, "/");
  const makePair = pairMaker(randomFrom(seed), { baseUrl: "/", cookies: await uselessCookies(), etags });
  const statuses = new Map<string, number>();
  const memory: number[] = [server.memory()];
  const start = performance.now();
  for (let part = 0; part < 20; part++) {
    const result = await compare(server.address, makePair, requests / 20);
    expect(result.differences).toEqual([]);
    for (const [status, count] of result.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
    memory.push(server.memory());
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${requests} requests, 0 differences, ${(requests / seconds).toFixed(0)}/s; pairs by status ${JSON.stringify(Object.fromEntries(statuses))}\nresident memory in MB, at the start and after each twentieth: ${memory.map((one) => one.toFixed(0)).join(" ")}`,
  );
  const half = memory.slice(10);
  expect(Math.max(...memory)).toBeLessThan(mostMemory);
  expect((half.at(-1) ?? 0) - (half[0] ?? 0)).toBeLessThan(15);
  await server.stop();
});
