const LINE = /^export \* from "\.\/([^"]+)\.ts";$/;

const NEW_LIST = `/**
 * The message types: one line each.
 *
 * @module
 */
`;

/** Adds the one line of a message type to the text of the list file, in the order of names; nothing else changes. */
export function addToList(text: string | undefined, name: string): string {
  const line = `export * from "./${name}.ts";`;
  const lines = (text ?? NEW_LIST).trimEnd().split("\n");
  if (lines.includes(line)) return `${lines.join("\n")}\n`;
  const next = lines.findIndex((other) => (LINE.exec(other)?.[1] ?? "") > name);
  return `${lines.toSpliced(next < 0 ? lines.length : next, 0, line).join("\n")}\n`;
}
