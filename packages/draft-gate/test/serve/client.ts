import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly content: Buffer;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks a server; redirects are answers like any other. */
export function ask(
  server: string,
  path: string,
  { method = "GET", headers = {}, body }: Ask = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server);
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const asked = request(
      { hostname, port, path, method, headers: { ...length, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const content = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            content,
            text: content.toString(),
          });
        });
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

/**
 * Writes bytes to a server and takes what comes until the server closes, or for some milliseconds.
 *
 * @param patience - `Infinity` waits until the server closes, however long that takes
 */
export function speak(server: string, bytes: string, patience = 2000): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(server);
    const socket = connect(Number(port), hostname);
    let heard = "";
    const end = () => {
      socket.destroy();
      resolve(heard);
    };
    const timer = Number.isFinite(patience) ? setTimeout(end, patience) : undefined;
    socket.on("data", (data) => {
      heard += data.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      end();
    });
    socket.write(bytes);
  });
}

/** The cookies that answers set, as a browser keeps them. */
export class Jar {
  readonly cookies = new Map<string, string>();

  take(answer: Answer): Answer {
    for (const line of answer.headers["set-cookie"] ?? []) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

/** Somebody with a browser. */
export interface Visitor {
  readonly jar: Jar;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Signs in at the form, coming from a page. */
  signIn(name: string, password: string, from?: string): Promise<Answer>;
}

/** @param origin - what the server is told to be its address */
export function visitor(server: string, origin: string, baseUrl = "/"): Visitor {
  const jar = new Jar();
  const get: Visitor["get"] = async (path, headers = {}) =>
    jar.take(await ask(server, path, { headers: { ...(jar.header && { cookie: jar.header }), ...headers } }));
  const post: Visitor["post"] = async (path, form, headers = {}) =>
    jar.take(
      await ask(server, path, {
        method: "POST",
        headers: {
          origin,
          "content-type": "application/x-www-form-urlencoded",
          ...(jar.header && { cookie: jar.header }),
          ...headers,
        },
        body: new URLSearchParams(form).toString(),
      }),
    );
  return {
    jar,
    get,
    post,
    async signIn(name, password, from = baseUrl) {
      const shown = await get(`${baseUrl}auth/sign-in`, { referer: origin + from });
      return post(`${baseUrl}auth/sign-in`, { name, password, token: tokenIn(shown.text) });
    },
  };
}

/** The token in a sign-in form. */
export function tokenIn(html: string): string {
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
}
