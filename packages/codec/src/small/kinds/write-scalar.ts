import { isBytes } from "../../json/kinds.ts";
import { type Parts, writeHead, writeSimple, writeString, writeText } from "../walk/write.ts";
import { writeNumber } from "./write-number.ts";

/** Writes a value that holds no others, by what it is alone. */
export function writeScalar(parts: Parts, value: unknown): void {
  if (typeof value === "number") writeNumber(parts, value);
  else if (typeof value === "bigint") writeHead(parts, 0, value);
  else if (typeof value === "string") writeText(parts, value);
  else if (isBytes(value)) writeString(parts, 2, value);
  else writeSimple(parts, value);
}
