import type { IncomingHttpHeaders } from "node:http";
import { negotiate } from "@fastify/accept-negotiator";
import { type Range, rangeOf } from "../http/range.ts";
import type { Headers } from "../http/security-headers.ts";
import type { Form, ServedFile } from "./served-file.ts";

/** What is to be sent for a file. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Nothing where there is no body. */
  readonly body?: { readonly form: Form; readonly range?: Range };
}

/** The answer to a GET or HEAD request for a file that is there (RFC 9110, sections 13 and 14). */
export function answerFor(file: ServedFile, headers: IncomingHttpHeaders): Answer {
  const wantsRange = headers.range !== undefined;
  // Parts are parts of the plain form, so that two requests get parts of the same.
  const form = wantsRange ? file.plain : chooseForm(file, headers["accept-encoding"]);
  if (matches(headers["if-none-match"], form.etag)) {
    const { "content-type": _, "content-encoding": __, "content-length": ___, ...rest } = form.headers;
    return { status: 304, headers: rest };
  }
  const ifMatch = headers["if-match"];
  if (ifMatch !== undefined && !matches(ifMatch, form.etag)) return { status: 412, headers: bare(form) };
  const condition = headers["if-range"];
  const range =
    condition === undefined || condition === form.etag ? rangeOf(headers.range, form.size) : undefined;
  if (range === "unsatisfiable") {
    return {
      status: 416,
      headers: { ...bare(form), "content-range": `bytes */${form.size}` },
    };
  }
  if (range === undefined) {
    return { status: 200, headers: form.headers, body: { form } };
  }
  const { first, last } = range;
  const partial = {
    ...form.headers,
    "content-length": String(last - first + 1),
    "content-range": `bytes ${first}-${last}/${form.size}`,
  };
  return { status: 206, headers: partial, body: { form, range } };
}

/** The answer where nothing was found: the same whatever was asked for, and by which method. */
export function notFoundAnswer(page: ServedFile, headers: IncomingHttpHeaders): Answer {
  const form = chooseForm(page, headers["accept-encoding"]);
  return { status: 404, headers: form.headers, body: { form } };
}

function chooseForm(file: ServedFile, accepted: string | undefined): Form {
  if (accepted === undefined) return file.plain;
  const encoding = negotiate(accepted, ["br", "gzip"]);
  return (encoding && file.packed[encoding]) || file.plain;
}

function bare({ headers }: Form): Headers {
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
