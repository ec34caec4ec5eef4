import type { Message } from "@wirebook/codec";
import { answer } from "./answer.ts";
import type { Question } from "./protocol.ts";

/** How to come by the codec of each message type. */
type Codecs = Readonly<Record<string, () => Promise<{ readonly message: Message }>>>;

/** Answers the page's questions, in a thread of its own: a large payload keeps nobody from typing. */
export function serve(codecs: Codecs): void {
  self.addEventListener("message", async ({ data }: MessageEvent<Question>) => {
    const load = data.name === undefined ? undefined : codecs[data.name];
    try {
      self.postMessage(answer(data, (await load?.())?.message));
    } catch (error) {
      const fault = { message: error instanceof Error ? error.message : String(error) };
      self.postMessage({ id: data.id, from: 0, fault, arrays: [], milliseconds: 0 });
    }
  });
}
