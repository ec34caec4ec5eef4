/**
 * What can be wrong with a setting:
 *
 * - `missing`: something has to be there, and is not;
 * - `unknown`: there is no such setting;
 * - `invalid`: it is not what it has to be;
 * - `duplicate`: the same is there twice;
 * - `conflict`: it cannot work together with another one.
 */
export type MosquittoFaultCode = "missing" | "unknown" | "invalid" | "duplicate" | "conflict";

/** One thing that is wrong with the settings. */
export interface MosquittoFault {
  readonly code: MosquittoFaultCode;
  /** Where, as a JSON Pointer such as `/listeners/0/port`. */
  readonly path: string;
  /** What was expected there; never a value of the settings. */
  readonly message: string;
}

/** Is told of what is wrong. */
export type Tell = (code: MosquittoFaultCode, path: string, message: string) => void;

/** The most faults whose sentences stand in the text of an error. */
const MOST_SAID = 20;

/** The settings cannot become files. All faults are in it, and no value of any setting. */
export class MosquittoError extends Error {
  override readonly name = "MosquittoError";
  /** Of the first fault. */
  readonly code: MosquittoFaultCode;
  /** Of the first fault: a JSON Pointer. */
  readonly path: string;
  readonly faults: readonly MosquittoFault[];

  constructor(faults: readonly [MosquittoFault, ...MosquittoFault[]]) {
    const sentences = faults.map(({ path, message }) => `${path === "" ? "settings" : path}: ${message}`);
    const rest = sentences.length - MOST_SAID;
    super([...sentences.slice(0, MOST_SAID), ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n"));
    this.code = faults[0].code;
    this.path = faults[0].path;
    this.faults = faults;
  }
}

/**
 * Runs what tells of faults, and throws all of them at once.
 *
 * @throws MosquittoError
 */
export function withoutFaults<Result>(run: (tell: Tell) => Result): Result {
  const faults: MosquittoFault[] = [];
  const result = run((code, path, message) => faults.push({ code, path, message }));
  const [first, ...others] = faults;
  if (first !== undefined) throw new MosquittoError([first, ...others]);
  return result;
}
