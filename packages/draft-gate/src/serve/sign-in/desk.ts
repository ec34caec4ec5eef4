import type { FastifyReply, FastifyRequest } from "fastify";
import type { Reader } from "../session/reader.ts";
import type { FormState } from "./form.ts";
import type { Limits } from "./limits.ts";
import type { Notice } from "./notice.ts";

/** Where one sign-in method lets readers in and turns others away: each is written down, counted and answered. */
export interface SignInDesk {
  readonly limits: Limits;
  /** Shows the sign-in page. */
  show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  letIn(request: FastifyRequest, reply: FastifyReply, admission: Admission): Promise<FastifyReply>;
  refuse(request: FastifyRequest, reply: FastifyReply, refused: Refused): Promise<FastifyReply>;
}

/** Who is let in. */
export interface Admission {
  readonly reader: Reader;
  /** The same reader with less and less to keep, for a cookie that would be too long. */
  readonly lighter?: readonly Reader[];
  /** Where the reader goes. */
  readonly back: string;
}

/** Who is turned away, and why. */
export interface Refused {
  readonly notice: Notice;
  /** For the audit log. */
  readonly reason: string;
  /** The id that the reader would have, if it is known to be one. */
  readonly reader?: string | undefined;
  /** The name to show in the form again. */
  readonly name?: string;
  /** The form to go on with. */
  readonly form?: FormState | undefined;
}
