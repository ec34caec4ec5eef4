/** What no build can read, and what is gone by now, is not there for it. */
const missing = new Set(["EACCES", "EPERM", "ENOENT"]);

/** What comes of reading something, or what there is instead where it cannot be read. */
export async function readable<Result>(reading: Promise<Result>, instead: Result): Promise<Result> {
  return reading.catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== undefined && missing.has(cause.code)) return instead;
    throw cause;
  });
}
