import type { Message } from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";

/**
 * The codec that runs in the reader's browser, as the text of a module. This is the one place that decides where it
 * comes from: compiled here from the definition, as a policy without `unsafe-eval` needs it.
 */
export function codecModule(message: Message): string {
  // The answer is a message type of its own, which may be a draft: its codec is not to come along.
  const { answer: _, deadline: __, ...alone } = message;
  return compileMessage(alone as Message, { exportName: "message" }).js;
}
