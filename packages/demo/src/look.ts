import { setTimeout as sleep } from "node:timers/promises";
import type { Door } from "./book/door.ts";
import { letsAnybodyIn } from "./live/lets-in.ts";
import type { LiveUplink } from "./live/uplink.ts";
import { GATEWAYS, isSecure, type System } from "./system.ts";

/** Where the live page gets its events. */
export const EVENTS = "/live/events";

/** Something that the terminal promised, and whether it is so. */
export interface Promised {
  readonly promise: string;
  readonly kept: boolean;
}

/** Milliseconds within which something that comes by itself has to come. */
const PATIENCE = 15_000;

/** Looks at the site as a visitor and as a reader, without a browser, and at what stands behind it. */
export async function look(door: Door, { broker, feed, counts }: System): Promise<Promised[]> {
  const { url, draft } = door;
  const status = async (path: string, cookie = "") => {
    const response = await fetch(url + path, { headers: { cookie }, redirect: "manual" });
    // A page that nobody reads would hold up the server's end.
    await response.body?.cancel();
    return response.status;
  };
  const visitor = {
    home: await status("/"),
    draft: await status(draft),
    invented: await status(`${draft}-x`),
    live: await status("/live"),
    events: await status(EVENTS),
  };
  const cookie = await signIn(door);
  return [
    { promise: "a visitor sees the site", kept: visitor.home === 200 },
    {
      promise: "a visitor finds no draft, as no page that was never written",
      kept: visitor.draft === 404 && visitor.invented === 404,
    },
    { promise: "whoever signs in reads the draft", kept: (await status(draft, cookie)) === 200 },
    { promise: "and has the site as before", kept: (await status("/", cookie)) === 200 },
    {
      promise: `${GATEWAYS} gateways are connected`,
      kept: await becomes(() => counts.connected === GATEWAYS),
    },
    {
      promise: "their requests are answered in time",
      kept: await becomes(() => counts.answers > 0 && counts.late + counts.unanswered === 0),
    },
    ...(isSecure(broker)
      ? [
          {
            promise: "the broker lets nobody in without a certificate",
            kept: !(await letsAnybodyIn(broker)),
          },
        ]
      : []),
    {
      promise: "a visitor finds no live page and no live uplinks",
      kept: visitor.live === 404 && visitor.events === 404,
    },
    {
      promise: "a reader finds the page, and uplinks come to it",
      kept: (await status("/live", cookie)) === 200 && (await firstEvent(url + EVENTS, cookie)),
    },
    {
      promise: "the metrics count what comes",
      kept: /wirebook_received_total\{message="up\/config"\} [1-9]/.test(
        await (await fetch(feed.metricsUrl)).text(),
      ),
    },
  ];
}

async function becomes(condition: () => boolean): Promise<boolean> {
  const until = Date.now() + PATIENCE;
  while (!condition() && Date.now() < until) await sleep(50);
  return condition();
}

/** Whether a stream of events brings a typed uplink. */
async function firstEvent(url: string, cookie: string): Promise<boolean> {
  const response = await fetch(url, { headers: { cookie }, signal: AbortSignal.timeout(PATIENCE) });
  let heard = "";
  try {
    for await (const chunk of response.body ?? []) {
      heard += Buffer.from(chunk as Uint8Array).toString();
      const [, data] = /^data: (\{.*\})\n/m.exec(heard) ?? [];
      if (data !== undefined) return (JSON.parse(data) as LiveUplink).members.length > 0;
    }
  } catch {
    // Nothing came in time.
  }
  return false;
}

/** Signs in as a browser does, and answers the cookie of the session. */
async function signIn({ url, signIn, account, password }: Door): Promise<string> {
  const form = await fetch(url + signIn);
  const page = await form.text();
  const hidden = [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    /name="([^"]*)"/.exec(input)?.[1] ?? "",
    /value="([^"]*)"/.exec(input)?.[1] ?? "",
  ]);
  const answer = await fetch(form.url, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(form), origin: url, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams([...hidden, ["name", account], ["password", password]]),
  });
  return cookiesOf(answer);
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
