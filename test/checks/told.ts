/** What a call answers, or the message of what it throws: a table can then hold both. */
export function told(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return (error as Error).message;
  }
}
