/** Keeps and prints what a part of a proof finds. */
export interface Judge {
  /** How much does not hold. */
  readonly failures: number;
  /** Something that is claimed, with its figures, and whether it holds. */
  claim(holds: boolean, words: string): void;
  /** All that went wrong in something that was counted; the first of it is printed. */
  fail(failures: readonly string[]): void;
}

/** The most failures of one count that are printed. */
const MOST_PRINTED = 10;

/** Prints to standard output. */
export function createJudge(): Judge {
  let count = 0;
  return {
    get failures() {
      return count;
    },
    claim: (holds, words) => {
      console.log(`   ${holds ? "holds" : "FAILED"}: ${words}`);
      if (!holds) count++;
    },
    fail: (failures) => {
      for (const failure of failures.slice(0, MOST_PRINTED)) console.log(`   FAILED: ${failure}`);
      count += failures.length;
    },
  };
}
