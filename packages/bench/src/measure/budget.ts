/** How much time a measurement may take. */
export interface Budget {
  /** Figures per row, of which the median is shown. */
  readonly rounds: number;
  /** Turns of each peer in a round. */
  readonly turns: number;
  /** Length of one turn, in milliseconds. */
  readonly turn: number;
  /** Time for each peer to get warm, in milliseconds. */
  readonly warmUp: number;
  /** Child processes for each figure that needs a fresh one. */
  readonly children: number;
}

/** What `npm run bench` takes. */
export const fullBudget: Budget = { rounds: 11, turns: 16, turn: 0.5, warmUp: 400, children: 15 };

/** Enough to see that everything runs. */
export const tinyBudget: Budget = { rounds: 1, turns: 1, turn: 0.01, warmUp: 0, children: 1 };
