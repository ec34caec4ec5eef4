import path from "node:path";

/**
 * The folder below which a mirror repeats the paths of originals: `/home/ada/book/docs` is `FOLDER/home/ada/book/docs`.
 * So all that is relative, and each folder of packages further up, is where it is for the original.
 */
export interface Mirror {
  readonly folder: string;
}

const variable = "DRAFT_GATE_MIRROR";

/** The environment of a process that works in a mirror. */
export function mirrorEnvironment({ folder }: Mirror): NodeJS.ProcessEnv {
  return { [variable]: folder };
}

/** The mirror that this process works in, if it does. */
export function currentMirror(env: NodeJS.ProcessEnv): Mirror | undefined {
  const folder = env[variable];
  return folder ? { folder } : undefined;
}

/** Where the mirror has a file; both are absolute. */
export function inMirror({ folder }: Mirror, file: string): string {
  return path.join(folder, file);
}

/** The original of a file in the mirror; of any other, the file itself. */
export function originalOf({ folder }: Mirror, file: string): string {
  return isInside(folder, file) ? path.join("/", path.relative(folder, file)) : file;
}

/** Whether a file is a folder, or lies in it. */
export function isInside(folder: string, file: string): boolean {
  const inside = path.relative(folder, file);
  return !(inside === ".." || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside));
}
