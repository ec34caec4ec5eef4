/** Lines of one error that are shown: the first say what is wrong, the rest is for the log. */
const linesOfEach = 6;
/** Errors in one another that are shown. */
const deepest = 8;

/** The first lines of an error and of what caused it, from the outside in; of several at once, the first. */
export function causesOf(error: unknown, depth = 0): string[] {
  if (depth >= deepest || error === undefined || error === null) return [];
  if (!(error instanceof Error)) return firstLines(String(error));
  const [first, ...more] = error instanceof AggregateError ? error.errors : [];
  return [
    ...firstLines(error.message || error.name),
    ...causesOf(first, depth + 1),
    ...(more.length > 0 ? [`… and ${more.length} more`] : []),
    ...causesOf(error.cause, depth + 1),
  ];
}

function firstLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^at .*[:)]/.test(line))
    .slice(0, linesOfEach);
}
