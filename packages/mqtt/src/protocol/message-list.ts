import { LinkError } from "../error.ts";

/**
 * Refuses what is no list of message types.
 *
 * @param caller - who was given it, for the text of the error
 * @throws LinkError `invalid-configuration`
 */
export function checkMessages(caller: string, messages: unknown): void {
  if (messages !== undefined && Symbol.iterator in Object(messages)) return;
  throw new LinkError("invalid-configuration", `${caller}: expected messages, a list of message types`);
}
