import path from "node:path";
import mime from "mime-types";
import type { Audience } from "../../model/audience.ts";
import type { PolicyNeed } from "../../model/policy-need.ts";
import { type Encoding, extensions, type IndexedFile, packedFolder } from "../../model/release.ts";
import type { Headers } from "../http/security-headers.ts";

/** A file as it goes over the wire, plain or packed (RFC 9110, section 3.2). */
export interface Representation {
  /** Absolute path. */
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** A strong one: no two contents and no two encodings share it. */
  readonly etag: string;
  readonly encoding?: Encoding;
  /** All headers of the whole representation. */
  readonly headers: Headers;
}

/** A file that may be sent, with its headers ready. */
export interface ServedFile {
  readonly path: string;
  readonly audience: Audience;
  readonly hash: string;
  readonly type: string;
  readonly plain: Representation;
  readonly packed: Readonly<Partial<Record<Encoding, Representation>>>;
}

/** What the headers of a tree's files depend on. */
export interface TreeHeaders {
  readonly common: Headers;
  /** The headers with the Content-Security-Policy of a page that has these inline scripts. */
  policy(scripts: readonly string[]): Headers;
  /** What to tell the operator of what pages ask for beyond the policy; nothing where they ask for nothing. */
  advise(needs: readonly PolicyNeed[]): string | undefined;
}

/** Docusaurus writes a hash of the content into the names of these. */
const named = /^assets\/.*[.-][0-9a-f]{8,}\.\w+$/;

/** Makes a file of a tree ready to be sent. */
export function servedFile(
  release: string,
  audience: Audience,
  file: IndexedFile,
  { common, policy }: Pick<TreeHeaders, "common" | "policy">,
): ServedFile {
  const type = mime.contentType(path.posix.extname(file.path)) || "application/octet-stream";
  const headers: Headers = {
    ...common,
    "content-type": type,
    ...policy(file.scripts),
    "cache-control": cacheControl(audience, file.path),
    vary: "Accept-Encoding, Cookie",
    "accept-ranges": "bytes",
    ...(audience === "private" && {
      "x-robots-tag": "noindex, nofollow, noarchive",
      // A reader's cookie goes with what a neighbouring host's page embeds: it must not run or see it.
      "cross-origin-resource-policy": "same-origin",
    }),
  };
  function representation(name: string, size: number, encoding?: Encoding): Representation {
    const etag = `"${file.hash}${encoding ? `-${encoding}` : ""}"`;
    return {
      file: name,
      size,
      etag,
      ...(encoding && { encoding }),
      headers: {
        ...headers,
        etag,
        "content-length": String(size),
        ...(encoding && { "content-encoding": encoding }),
      },
    };
  }
  const packed = path.join(packedFolder(release, audience), file.path);
  return {
    path: file.path,
    audience,
    hash: file.hash,
    type,
    plain: representation(path.join(release, audience, file.path), file.size),
    packed: Object.fromEntries(
      Object.entries(file.packed).map(([encoding, size]) => [
        encoding,
        representation(packed + extensions[encoding as Encoding], size, encoding as Encoding),
      ]),
    ),
  };
}

/**
 * The page to send where nothing was found. What is kept of it by a browser would hide the page that is there after
 * signing in.
 */
export function notFoundFile(file: ServedFile): ServedFile {
  function change(representation: Representation): Representation {
    const { etag: _, "accept-ranges": __, ...headers } = representation.headers;
    return {
      ...representation,
      headers: {
        ...headers,
        "cache-control": "private, no-store",
        "x-robots-tag": "noindex, nofollow, noarchive",
      },
    };
  }
  return {
    ...file,
    plain: change(file.plain),
    packed: Object.fromEntries(
      Object.entries(file.packed).map(([encoding, representation]) => [encoding, change(representation)]),
    ),
  };
}

/** Nothing of the private tree stays in a browser; what only changes its name with its content stays for long. */
function cacheControl(audience: Audience, file: string): string {
  if (audience === "private") return "private, no-store";
  return named.test(file) ? "public, max-age=31536000, immutable" : "public, no-cache";
}
