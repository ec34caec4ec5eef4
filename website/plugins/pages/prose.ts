/** Text as Markdown that says what the text says: nothing outside of code in it is a tag or an expression. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll(/[<{]/g, "\\$&")))
    .join("")
    .replaceAll(/\n(?!\n|- )/g, " ")
    .trim();
}

/** What stands before the first full stop, on one line. */
export function firstSentence(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return /^.*?[.](?=\s|$)/.exec(line)?.[0] ?? line;
}
