import type { Door } from "./door.ts";

/** Something that the terminal promised, and whether it is so. */
export interface Promised {
  readonly promise: string;
  readonly kept: boolean;
}

/** Looks at the site as a visitor and as a reader, without a browser. */
export async function look(door: Door): Promise<Promised[]> {
  const { url, draft } = door;
  const status = async (path: string, cookie = "") =>
    (await fetch(url + path, { headers: { cookie }, redirect: "manual" })).status;
  const visitor = {
    home: await status("/"),
    draft: await status(draft),
    invented: await status(`${draft}-x`),
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
  ];
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
