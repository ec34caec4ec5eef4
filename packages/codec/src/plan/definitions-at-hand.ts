/**
 * What reads definitions, where it costs nothing to have it: the build for pages has nothing in its place.
 *
 * @module
 */
import { type DefinitionReader, definitions } from "./definitions.ts";

/** The reader, if there is one without being asked for. */
export const atHand: DefinitionReader | undefined = definitions;
