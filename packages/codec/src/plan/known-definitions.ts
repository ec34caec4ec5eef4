import type { DefinitionReader, Definitions } from "./definitions.ts";
import { atHand } from "./definitions-at-hand.ts";
import { refuse } from "./keywords.ts";

let reader = atHand;

/** Makes known what reads definitions. A builder does that, so that a page without it is not sent it. */
export function knowDefinitions(one: DefinitionReader): void {
  reader = one;
}

/** What reads definitions, if it is known. */
export function knownDefinitions(): DefinitionReader | undefined {
  return reader;
}

/** In place of definitions, where nothing is known that reads them. */
export const noDefinitions: Definitions = {
  refer: (_, location) => refuse(location, "$ref: expected Cyclic of @wirebook/codec"),
  make: (_, __, plan) => plan(),
  rest: () => undefined,
};
