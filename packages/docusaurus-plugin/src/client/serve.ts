import type { Message } from "@wirebook/codec";
import { answer } from "./answer.ts";
import type { Answer, Question } from "./protocol.ts";

/** How to come by the codec of each message type. */
type Codecs = Readonly<Record<string, () => Promise<{ readonly message: Message }>>>;

/** What is longer is not held against all message types. */
const MOST_TRIED = 64 * 1024;

/** Answers the page's questions, in a thread of its own: a large payload keeps nobody from typing. */
export function serve(codecs: Codecs): void {
  self.addEventListener("message", async ({ data }: MessageEvent<Question>) => {
    const load = data.name === undefined ? undefined : codecs[data.name];
    try {
      const found = answer(data, (await load?.())?.message);
      self.postMessage({ ...found, fits: await fitting(found, data.name, codecs) } satisfies Answer);
    } catch (error) {
      const fault = { message: error instanceof Error ? error.message : String(error) };
      self.postMessage({
        id: data.id,
        from: 0,
        fault,
        fits: [],
        arrays: [],
        milliseconds: 0,
      } satisfies Answer);
    }
  });
}

/** The types that a payload fits, unless it fits the one that it was read as. */
async function fitting(
  { payload, fault }: Answer,
  name: string | undefined,
  codecs: Codecs,
): Promise<string[]> {
  const isRight = name !== undefined && fault === undefined;
  if (isRight || payload === undefined || payload.length > MOST_TRIED) return [];
  const others = Object.entries(codecs).filter(([other]) => other !== name);
  const tried = await Promise.all(
    others.map(async ([other, load]) => ((await load()).message.safeDecode(payload).ok ? [other] : [])),
  );
  return tried.flat();
}
