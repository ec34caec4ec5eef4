/** Name of the row that the others are compared with. */
export const GOOD = "a good message";

/** Calls a function that is expected to throw. */
export function refused(run: (payload: Uint8Array) => unknown): (payload: Uint8Array) => unknown {
  return (payload) => {
    try {
      run(payload);
    } catch (error) {
      return error;
    }
    throw new Error("a payload that is wrong was taken");
  };
}
