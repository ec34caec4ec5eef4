import picocolors from "picocolors";

/** Colour functions; where colours are off, they return their argument. */
export type Colours = ReturnType<typeof picocolors.createColors>;

/** The little of a stream that decides on colours and widths. */
export type Screen = Pick<NodeJS.WriteStream, "isTTY" | "columns">;

/**
 * Colours for one stream: on at a terminal and with `FORCE_COLOR`, off when piped and with `NO_COLOR`, which wins.
 *
 * @see {@link https://no-color.org | NO_COLOR}
 */
export function coloursFor(stream: Screen, env: NodeJS.ProcessEnv = process.env): Colours {
  return picocolors.createColors(isColoured(stream, env));
}

function isColoured(stream: Screen, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !["0", "false"].includes(env.FORCE_COLOR);
  return stream.isTTY === true && env.TERM !== "dumb";
}

/** Columns of a terminal; no limit when piped. */
export function widthOf(stream: Screen): number {
  return stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;
}
