import type { IncomingHttpHeaders } from "node:http";
import { negotiate } from "@fastify/accept-negotiator";
import { type Range, rangeOf } from "../http/range.ts";
import type { Headers } from "../http/security-headers.ts";
import type { Representation, ServedFile } from "./served-file.ts";

/** What is to be sent for a file. */
export interface FileResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Nothing where there is no body. */
  readonly body?: { readonly representation: Representation; readonly range?: Range };
}

/** The answer to a GET or HEAD request for a file that is there (RFC 9110, sections 13 and 14). */
export function responseFor(file: ServedFile, headers: IncomingHttpHeaders): FileResponse {
  const wantsRange = headers.range !== undefined;
  // Parts are parts of the plain representation, so that two requests get parts of the same.
  const representation = wantsRange ? file.plain : chooseRepresentation(file, headers["accept-encoding"]);
  if (matches(headers["if-none-match"], representation.etag)) {
    const {
      "content-type": _,
      "content-encoding": __,
      "content-length": ___,
      ...rest
    } = representation.headers;
    return { status: 304, headers: rest };
  }
  const ifMatch = headers["if-match"];
  if (ifMatch !== undefined && !matches(ifMatch, representation.etag))
    return { status: 412, headers: bare(representation) };
  const condition = headers["if-range"];
  const range =
    condition === undefined || condition === representation.etag
      ? rangeOf(headers.range, representation.size)
      : undefined;
  if (range === "unsatisfiable") {
    return {
      status: 416,
      headers: { ...bare(representation), "content-range": `bytes */${representation.size}` },
    };
  }
  if (range === undefined) {
    return { status: 200, headers: representation.headers, body: { representation } };
  }
  const { first, last } = range;
  const partial = {
    ...representation.headers,
    "content-length": String(last - first + 1),
    "content-range": `bytes ${first}-${last}/${representation.size}`,
  };
  return { status: 206, headers: partial, body: { representation, range } };
}

/** The answer where nothing was found: the same whatever was asked for, and by which method. */
export function notFoundResponse(page: ServedFile, headers: IncomingHttpHeaders): FileResponse {
  const representation = chooseRepresentation(page, headers["accept-encoding"]);
  return { status: 404, headers: representation.headers, body: { representation } };
}

function chooseRepresentation(file: ServedFile, accepted: string | undefined): Representation {
  if (accepted === undefined) return file.plain;
  const encoding = negotiate(accepted, ["br", "gzip"]);
  return (encoding && file.packed[encoding]) || file.plain;
}

function bare({ headers }: Representation): Headers {
  const { "content-type": _, "content-encoding": __, etag: ___, ...rest } = headers;
  return { ...rest, "content-length": "0" };
}

/** Compares weakly, as `If-None-Match` has it; the server's own tags are all strong. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((tag) => {
    const trimmed = tag.trim();
    return trimmed === "*" || trimmed.replace(/^W\//, "") === etag;
  });
}
