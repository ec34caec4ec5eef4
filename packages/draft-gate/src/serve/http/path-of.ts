/**
 * The path of a request below `baseUrl`, decoded once; nothing when it is not below it or cannot be decoded. It is
 * only ever looked up among known paths, so nothing in it is resolved: `..` is a name like any other.
 */
export function pathBelow(baseUrl: string, target: string): string | undefined {
  const end = target.search(/[?#]/);
  const path = originForm(end === -1 ? target : target.slice(0, end));
  if (!path.startsWith(baseUrl)) return undefined;
  const below = path.slice(baseUrl.length);
  if (!below.includes("%")) return below;
  try {
    return decodeURIComponent(below);
  } catch {
    return undefined;
  }
}

/** The absolute form `http://host/path` is for proxies; servers have to take it as well (RFC 9112, section 3.2.2). */
function originForm(target: string): string {
  return target.startsWith("/") ? target : (/^https?:\/\/[^/]*(\/.*)$/i.exec(target)?.[1] ?? "");
}
