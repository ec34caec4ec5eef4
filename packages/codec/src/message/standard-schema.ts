import type { CodecError } from "../error.ts";
import { parsePointer } from "../json/pointer.ts";

/**
 * Standard Schema v1: what form libraries, routers and tRPC take in place of a validator of their own.
 *
 * @see {@link https://standardschema.dev | the specification}
 */
export interface StandardSchema<Input, Output> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "wirebook";
    readonly validate: (input: unknown) => StandardResult<Output>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** A value, or the reasons why there is none. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly PropertyKey[] }[] };

type Attempt<Output> = (input: unknown) => { ok: true; value: Output } | { ok: false; error: CodecError };

/** Wraps a conversion that answers with a value or with a {@link CodecError}. */
export function standardSchema<Input, Output>(
  convert: Attempt<Output>,
): StandardSchema<Input, Output>["~standard"] {
  return {
    version: 1,
    vendor: "wirebook",
    validate(input) {
      const result = convert(input);
      if (result.ok) return { value: result.value };
      return {
        issues: result.error.issues.map(({ message, instancePath = "" }) => ({
          message,
          path: parsePointer(instancePath),
        })),
      };
    },
  };
}
