import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import type { BackendOptions } from "@wirebook/mqtt";
import { describe, expect, test } from "vitest";
import { upTick } from "./fixtures/questions.mjs";
import {
  devEui,
  openBackend,
  openDevice,
  other,
  play,
  questions,
  scene,
  startTail,
  tick,
  visitor,
} from "./support/looking.ts";
import { wirebook } from "./support/run.ts";
import { undo, until } from "./support/undo.ts";

describe("tail", () => {
  test("as JSON: gaps, repeats, restarts, answers, what is late, what is rejected", async () => {
    const { tail } = await play(["--json", "--device", devEui, other, visitor]);
    await until(() => tail.json().some(({ message }) => message === "up/nothing"));
    const seen = tail.json().filter((line) => line.devEui !== visitor);
    const notes = seen.map(({ time, topicName, bytes, format, json, latency, answers, ...rest }) => {
      expect(new Date(time).getTime()).toBeGreaterThan(0);
      if (rest.overdue) return rest;
      expect({ topicName, format }).toEqual({
        topicName: `LOB/${rest.devEui}/${rest.message}`,
        format: "cbor",
      });
      if (rest.message === "up/tick" && !rest.rejected)
        expect(json.d).toEqual({ note: "hello", key: "[hidden]" });
      if (rest.late) expect(latency).toBeGreaterThan(200);
      if (rest.message === "down/ask") {
        delete rest.number;
        expect(latency).toBeGreaterThanOrEqual(0);
        return { ...rest, answers };
      }
      return rest;
    });
    const up = { devEui, message: "up/tick" };
    const isLate = (note: { late?: boolean; answers?: number }) => note.late === true && note.answers === 6;
    expect(notes.filter((note) => !isLate(note))).toEqual([
      { ...up, number: 1 },
      { ...up, number: 5, gap: { from: 2, to: 4 } },
      { ...up, number: 5, repeat: true },
      { devEui, message: "req/ask", number: 6 },
      ...(notes.some(isLate) ? [] : [{ devEui, message: "down/ask", answers: 6 }]),
      { devEui, message: "req/ask", number: 7 },
      { overdue: true, devEui, message: "req/ask", number: 7, deadline: 0.2 },
      { devEui, message: "down/ask", answers: 7, late: true },
      { ...up, number: 0, restart: true },
      {
        devEui: other,
        message: "up/tick",
        rejected: {
          code: "not-well-formed",
          message: expect.stringMatching(/^not-well-formed at byte \d+/),
          offset: expect.any(Number),
        },
      },
      { devEui: other, message: "up/tick", rejected: { code: "mismatch", message: expect.any(String) } },
      {
        devEui: other,
        message: "up/nothing",
        rejected: { code: "unknown-message", message: expect.any(String) },
      },
    ]);
    const { code, err } = await tail.end();
    expect(code).toBe(0);
    expect(err).toMatch(
      /1 gap \(3 missing\), 1 repeat, 1 restart, 3 rejected, 2 answers \(slowest [\d,]+ ms\)/,
    );
  });

  test("as text: the same words, nothing sensitive, no colours in a pipe", async () => {
    const { tail } = await play(["--device", devEui, other, visitor]);
    await until(() => tail.lines().some((line) => line.includes("up/nothing")));
    const { out } = await tail.end();
    for (const words of [
      "up/tick      n 5",
      "gap: 2 to 4 are missing",
      "repeat {",
      "restart {",
      "n 7 has no answer after 0.2 s",
      ", late {}",
      "rejected: not-well-formed at byte ",
      "rejected: mismatch: expected the DevEUI of the topic name",
      "rejected: there is no message type up/nothing",
    ]) {
      expect(out.replaceAll('{"d":{}}', "{}")).toContain(words);
    }
    expect(out).not.toContain(String.fromCharCode(27));
    for (const hidden of ["deadbeef", "3q2+7w"])
      expect(out.toLowerCase()).not.toContain(hidden.toLowerCase());
  });

  test("--reveal shows what is sensitive, --type and --count choose", async () => {
    const { tail, device } = await scene([
      "--type",
      "up/tick",
      "--device",
      devEui,
      "--count",
      "2",
      "--reveal",
    ]);
    let published = 0;
    const again = setInterval(() => void device.publish(upTick, { ...tick, n: BigInt(++published) }), 50);
    undo(() => clearInterval(again));
    const [code] = await once(tail.child, "close");
    expect(code).toBe(0);
    expect(tail.lines().length).toBe(2);
    expect(tail.lines().every((line) => line.includes("3q2+7w=="))).toBe(true);
  });

  const wrong: [string, string[], RegExp][] = [
    ["no broker", [], /expected --url/],
    ["nobody listens", ["--url", "mqtt://127.0.0.1:9"], /nobody listens there; check host and port/],
    [
      "an unknown type",
      ["--url", "mqtt://127.0.0.1:9", "--type", "up/dat"],
      /there is no message type up\/dat/,
    ],
    [
      "no client id",
      ["--url", "mqtt://127.0.0.1:9", "--client-id", "a b"],
      /--client-id: expected 1 to 200 visible ASCII/,
    ],
    ["no DevEUI", ["--url", "mqtt://127.0.0.1:9", "--device", "12"], /--device: DevEUI at character 0/],
    ["no file", ["--url", "mqtts://127.0.0.1:9", "--ca", "/nowhere"], /--ca \/nowhere: cannot be read/],
  ];
  test.each(wrong)("says what is wrong: %s", async (_, parameters, words) => {
    const { code, out, err } = await wirebook(["tail", ...parameters]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(words);
  });

  test("a user without right is told so, and its password is not shown", async () => {
    const { url } = await scene();
    const { code, err } = await wirebook(["tail", "--url", url.replace("://", "://dashboard:hunter2@")]);
    expect(code).toBe(2);
    expect(err).toContain("expected another user or password");
    expect(err).not.toContain("hunter2");
  });

  test("--client-id is who it is at the broker", async () => {
    const heard: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", (chunk) => heard.push(chunk));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    undo(() => server.close());
    const { port } = server.address() as AddressInfo;
    await startTail(`mqtt://127.0.0.1:${port}`, ["--client-id", "looker-on-7"]);
    await until(() => Buffer.concat(heard).includes("looker-on-7"));
  });

  test("looks at each host of a list, and says which is not there", async () => {
    const first = await openBackend();
    const second = await openBackend();
    const missing = "mqtt://127.0.0.1:9";
    const hosts = [first, second].map((url) => url.replace("://", "://dashboard:right@"));
    const tail = await startTail(`${missing},${hosts.join()}`, ["--messages", questions, "--json"]);
    for (const [index, url] of [first, second].entries()) {
      const device = await openDevice(url, index === 0 ? devEui : other);
      const knock = setInterval(() => device.publish(upTick, tick).catch(() => {}), 50);
      undo(() => clearInterval(knock));
    }
    await until(() => [devEui, other].every((own) => tail.json().some((line) => line.devEui === own)));
    await until(() => tail.err().includes("127.0.0.1:9: nobody listens there"));
  });

  test("looks on at the embedded broker as the guide says", async () => {
    const guide = readFileSync(
      new URL("../../../website/docs/guides/receive-uplinks.md", import.meta.url),
      "utf8",
    );
    const [, user, password] = /npx wirebook tail --url mqtt:\/\/(\w+):(\w+)@127/.exec(guide) ?? [];
    const [, text = ""] = /embedded: (\{ port: 0, [^;]*?\}),\n/s.exec(guide) ?? [];
    const said = new Function(`return ${text}`)() as NonNullable<BackendOptions["embedded"]>;
    const url = await openBackend(said);
    const device = await openDevice(url);
    const knock = setInterval(() => device.publish(upTick, tick).catch(() => {}), 50);
    undo(() => clearInterval(knock));
    const tail = await startTail(url.replace("://", `://${user}:${password}@`), ["--messages", questions]);
    await until(() => tail.lines().some((line) => line.includes(devEui)));
  });
});
