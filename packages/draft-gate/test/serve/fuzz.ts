import { connect, type Socket } from "node:net";
import { draftPaths, secret } from "./published.ts";

/** Two requests that differ in nothing but the path: one of a draft, one that nobody ever wrote. */
export interface Pair {
  readonly draft: string;
  readonly madeUp: string;
}

/** What a comparison found. */
export interface Comparison {
  requests: number;
  readonly statuses: Map<string, number>;
  /** Requests whose answers differ, or say what they must not. */
  readonly differences: string[];
}

/** Numbers that look like chance and are the same each time (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same path with other letters in what only the draft is called; no percent-escape and no ending changes. */
export function madeUpPath(path: string): string {
  const common = /^(?:fr\/)?(?:docs\/|img\/|assets\/js\/|assets\/)?/.exec(path)?.[0] ?? "";
  const ending = /(?:\/|\/index\.html|\.html|\.png|\.js|\.bin)$/.exec(path)?.[0] ?? "";
  const middle = path.slice(common.length, path.length - ending.length);
  const letters = middle.replace(/%..|[a-z]/g, (part) =>
    part.length > 1 ? part : String.fromCharCode(((part.charCodeAt(0) - 97 + 7) % 26) + 97),
  );
  return common + letters + ending;
}

type Choose = <Item>(items: readonly Item[]) => Item;

/** Ways to write a path; each is applied to both of a pair. */
const spellings: readonly ((path: string, at: number) => string)[] = [
  (path) => path,
  (path) => path,
  (path) => `${path}/`,
  (path) => path.replace(/\/$/, ""),
  (path) => `${path}/index.html`,
  (path) => `${path}.html`,
  (path) => path.replace("/", "//"),
  (path) => `./${path}`,
  (path) => `docs/../${path}`,
  (path) => `docs/%2e%2e/${path}`,
  (path) => `docs/..%2f${path}`,
  (path) => `..;/${path}`,
  (path) => `../private/${path}`,
  (path) => `..%2fprivate%2f${path}`,
  (path) => `%2e%2e/%2e%2e/private/${path}`,
  (path) => `private/${path}`,
  (path) => `current/private/${path}`,
  (path) => `packed/private/${path}.br`,
  (path) => path.replaceAll("/", "\\"),
  (path) => path.replaceAll("/", "%2f"),
  (path) => path.replaceAll("/", "%5c"),
  (path) => path.replaceAll("/", "%c0%af"),
  (path, at) => encodeAt(path, at, (code) => `%${code.toString(16)}`),
  (path, at) => encodeAt(path, at, (code) => `%25${code.toString(16)}`),
  (path, at) => encodeAt(path, at, (code) => `%u00${code.toString(16)}`),
  (path) =>
    [...path]
      .map((letter) => (/[a-z]/.test(letter) ? `%${letter.charCodeAt(0).toString(16)}` : letter))
      .join(""),
  (path) => path.toUpperCase(),
  (path) => `${path}?`,
  (path) => `${path}?draft=1&_=%00`,
  (path) => `${path}#top`,
  (path) => `${path};v=1`,
  (path) => `${path}%00`,
  (path) => `${path}%00.png`,
  (path) => `${path}%20`,
  (path) => `${path}.`,
  (path) => `${path}~`,
  (path) => `${path}.br`,
  (path) => `${path}.gz`,
  (path) => `${path}.map`,
  (path) => `${path}%`,
  (path) => `${path}%zz`,
  (path) => `${path}/${"a/".repeat(200)}`,
  (path) => `${path}${"x".repeat(2000)}`,
];

function encodeAt(path: string, at: number, write: (code: number) => string): string {
  const index = Math.floor(at * path.length);
  const inEscape = /%.?$/.test(path.slice(Math.max(0, index - 2), index));
  if (path[index] === "%" || inEscape) return path;
  return path.slice(0, index) + write(path.charCodeAt(index)) + path.slice(index + 1);
}

const methods = [
  ...Array(12).fill("GET"),
  ...Array(4).fill("HEAD"),
  ..."POST PUT PATCH DELETE OPTIONS TRACE PROPFIND SEARCH LOCK MKCOL REPORT QUERY PURGE".split(" "),
];

/** Headers that change what a server sends, or that some servers believe. */
const headerLines = (cookies: readonly string[], etags: readonly string[]): readonly string[] => [
  "Range: bytes=0-0",
  "Range: bytes=-1",
  "Range: bytes=5-1",
  "Range: bytes=0-99999999999999999999",
  "Range: bytes=0-1,2-3",
  "Range: bytes=99999999-",
  "If-Range: *",
  "If-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT",
  "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
  "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
  "If-None-Match: *",
  "If-Match: *",
  ...etags.flatMap((etag) => [`If-None-Match: ${etag}`, `If-Match: ${etag}`, `If-Range: ${etag}`]),
  "Accept-Encoding: br",
  "Accept-Encoding: gzip",
  "Accept-Encoding: identity;q=0, *;q=0",
  "Accept: application/json",
  "Accept-Language: fr",
  "X-Forwarded-For: 127.0.0.1",
  "X-Forwarded-Host: localhost",
  "X-Original-URL: /docs/intro",
  "X-Rewrite-URL: /docs/intro",
  "X-HTTP-Method-Override: GET",
  "Authorization: Basic YWRhOmFkYQ==",
  "Authorization: Bearer x",
  "Remote-User: local:ada",
  "Sec-Fetch-Site: same-origin",
  "Origin: null",
  "Purpose: prefetch",
  "Cache-Control: only-if-cached",
  "Upgrade: websocket",
  "Content-Type: application/json",
  "Content-Type: application/x-www-form-urlencoded",
  "Content-Type: ;;;",
  ...cookies.map((cookie) => `Cookie: ${cookie}`),
  ...cookies.map((cookie) => `Cookie: ${cookie}`),
];

/** Makes pairs of requests. */
export function pairMaker(
  random: () => number,
  { baseUrl, cookies, etags }: { baseUrl: string; cookies: readonly string[]; etags: readonly string[] },
  paths: readonly string[] = draftPaths,
  madeUp: (path: string) => string = madeUpPath,
): () => Pair {
  const choose: Choose = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
  const lines = headerLines(cookies, etags);
  return () => {
    const path = choose(paths);
    const spell = choose(spellings);
    const at = random();
    const method = choose(methods);
    const host = random() < 0.1 ? `http://x${baseUrl}` : baseUrl;
    const chosen = new Map<string, string>();
    for (let count = Math.floor(random() * 4); count > 0; count--) {
      const line = choose(lines);
      chosen.set(line.slice(0, line.indexOf(":")), line);
    }
    const body = !["GET", "HEAD", "TRACE"].includes(method) && random() < 0.5 ? "name=ada&password=x" : "";
    const head = [...chosen.values(), ...(body ? [`Content-Length: ${body.length}`] : [])];
    const request = (spelled: string) =>
      [`${method} ${host}${spelled} HTTP/1.1`, "Host: x", ...head, "", body].join("\r\n");
    return { draft: request(spell(path, at)), madeUp: request(spell(madeUp(path), at)) };
  };
}

/** Asks a server pair by pair, some pairs at once over each connection, and compares the bytes of the answers. */
export async function compare(server: string, makePair: () => Pair, requests: number): Promise<Comparison> {
  const result: Comparison = { requests: 0, statuses: new Map(), differences: [] };
  let connection = await open(server);
  while (result.requests < requests && result.differences.length < 20) {
    const pairs = Array.from({ length: 25 }, makePair);
    const asked = pairs.flatMap(({ draft, madeUp }) => [draft, madeUp]);
    const answers = await connection.ask(asked);
    for (const [index, { draft }] of pairs.entries()) {
      const [first, second] = [answers[2 * index], answers[2 * index + 1]];
      const status = first?.slice(9, 12) ?? "none";
      result.statuses.set(status, (result.statuses.get(status) ?? 0) + 1);
      if (first === undefined || first !== second)
        result.differences.push(`${draft}\n→ ${first?.slice(0, 300)}\n→ ${second?.slice(0, 300)}`);
      if (first?.includes(secret)) result.differences.push(`${draft} says the secret`);
    }
    result.requests += asked.length;
    if (connection.closed()) connection = await open(server);
  }
  connection.end();
  return result;
}

interface Connection {
  /** Sends requests in one go. Answers come in the same order, without their Date; none where the server closed. */
  ask(requests: readonly string[]): Promise<(string | undefined)[]>;
  closed(): boolean;
  end(): void;
}

/** Opens a connection to a server. */
export async function open(server: string): Promise<Connection> {
  const { hostname, port } = new URL(server);
  const socket: Socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.setNoDelay(true);
  let buffer = "";
  let waiting: { methods: string[]; answers: string[]; done(): void } | undefined;
  let isClosed = false;

  function read(): void {
    while (waiting !== undefined && waiting.answers.length < waiting.methods.length) {
      const end = buffer.indexOf("\r\n\r\n");
      if (end === -1) return;
      const head = buffer.slice(0, end);
      const method = waiting.methods[waiting.answers.length];
      const length = method === "HEAD" ? 0 : Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      if (buffer.length < end + 4 + length) return;
      waiting.answers.push(buffer.slice(0, end + 4 + length).replace(/^Date: .*\r\n/m, ""));
      buffer = buffer.slice(end + 4 + length);
    }
    waiting?.done();
  }
  socket.setEncoding("latin1");
  socket.on("data", (data) => {
    buffer += data;
    read();
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    isClosed = true;
    waiting?.done();
  });
  return {
    ask: (requests) =>
      new Promise((resolve) => {
        const methodsAsked = requests.map((request) => request.slice(0, request.indexOf(" ")));
        const answers: string[] = [];
        waiting = {
          methods: methodsAsked,
          answers,
          done() {
            waiting = undefined;
            resolve(requests.map((_, index) => answers[index]));
          },
        };
        socket.write(requests.join(""), "latin1");
      }),
    closed: () => isClosed,
    end: () => socket.destroy(),
  };
}
