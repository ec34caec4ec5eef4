import { LinkError } from "../error.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";
import { nameHost } from "../hosts/name-hosts.ts";

/** Something, or a function that gives it for a host, as it stands in `urls`: asked before each attempt to connect. */
export type Asked<T> = T | ((host: string) => T | Promise<T>);

/** What is asked for. */
export interface Question<T> {
  /** The option's name. */
  readonly name: string;
  readonly asked: Asked<T>;
  /** What is wrong with an answer; `undefined` where nothing is. */
  check(answer: unknown): string | undefined;
}

/** How long to wait for an answer. */
export interface Patience {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks for what is needed to connect. The errors hold nothing of what an answer or an error of the function's says: it
 * may be a secret.
 *
 * @throws LinkError `refused` where the function fails, takes too long or gives what is of no use
 */
export async function ask<T>(
  host: HostUri,
  { name, asked, check }: Question<T>,
  { timeout, signal }: Patience,
): Promise<T> {
  if (typeof asked !== "function") return asked;
  const refused = (words: string): LinkError =>
    new LinkError("refused", `${showHost(host)}: ${name}: ${words}`);
  const give = asked as (host: string) => T | Promise<T>;
  const answer = await new Promise<T>((resolve, reject) => {
    const late = () => settle(() => reject(refused(`the function gave nothing within ${timeout} ms`)));
    const left = () =>
      settle(() => reject(new LinkError("closed", `${showHost(host)}: the link was closed`)));
    const timer = setTimeout(late, timeout);
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", left);
      how();
    };
    signal?.addEventListener("abort", left);
    Promise.resolve(nameHost(host))
      .then(give)
      .then(
        (given) => settle(() => resolve(given)),
        () => settle(() => reject(refused("the function failed"))),
      );
  });
  const fault = check(answer);
  if (fault !== undefined) throw refused(`${fault} from the function`);
  return answer;
}
