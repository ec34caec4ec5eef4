import { expect, test } from "vitest";
import { startServe } from "./child.ts";
import { tokenIn, visitor } from "./client.ts";
import { madeUpPath, open, randomFrom } from "./fuzz.ts";
import { draftPaths, published } from "./published.ts";
import { origin } from "./running.ts";

// The tests count the work behind an answer; here it is measured, on a machine that has little else to do.

test.each(["/", "/x/"])("a draft's address takes as long as a made-up one, at %s", async (baseUrl) => {
  const site = await published(`time${baseUrl.replaceAll("/", "-")}`, baseUrl);
  const server = await startServe(site.dir);
  const connection = await open(server.address);
  const time = async (target: string) => {
    const start = process.hrtime.bigint();
    await connection.ask([`GET ${baseUrl}${target} HTTP/1.1\r\nHost: x\r\n\r\n`]);
    return Number(process.hrtime.bigint() - start);
  };
  const random = randomFrom(6);
  let slower = 0;
  const rounds = 3000;
  for (let round = 0; round < rounds; round++) {
    const draft = draftPaths[round % draftPaths.length] as string;
    const madeUp = madeUpPath(draft);
    const first = random() < 0.5;
    const [one, two] = [await time(first ? draft : madeUp), await time(first ? madeUp : draft)];
    if (first ? one > two : two > one) slower++;
  }
  connection.end();
  await server.stop();
  // How often the draft is the slower one of two is a coin thrown; 4.5 standard deviations are one run in 150,000.
  const deviation = Math.abs(slower - rounds / 2) / Math.sqrt(rounds / 4);
  expect(deviation).toBeLessThan(4.5);
});

test("an unknown name takes as long as a known one", async () => {
  const site = await published("time-names");
  const server = await startServe(site.dir, { limits: { perAddress: 10_000, perAccount: 10_000 } });
  const time = async (name: string) => {
    const one = visitor(server.address, origin);
    const token = tokenIn((await one.get("/auth/sign-in")).text);
    const start = performance.now();
    await one.post("/auth/sign-in", { name, password: "not the pass phrase", token });
    return performance.now() - start;
  };
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
  // The quickest of each: what the machine does beside only adds to a time, so more rounds come closer to the truth.
  const ratio = () => Math.min(...times.unknown) / Math.min(...times.known);
  for (let round = 0; round < 15 || (round < 150 && (ratio() < 0.7 || ratio() > 1.4)); round++) {
    times.known.push(await time("ada"));
    times.unknown.push(await time(`nobody${round}`));
  }
  await server.stop();
  expect(ratio()).toBeGreaterThan(0.7);
  expect(ratio()).toBeLessThan(1.4);
});
