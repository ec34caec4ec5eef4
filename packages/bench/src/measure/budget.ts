/** How much time contestants in one process may take. */
export interface RaceBudget {
  /** Figures per row, of which the median is shown. */
  readonly rounds: number;
  /** Turns of each peer in a round. */
  readonly turns: number;
  /** Length of one turn, in milliseconds. */
  readonly turn: number;
  /** Time for each peer to get warm, in milliseconds. */
  readonly warmUp: number;
}

/** How much time a measurement may take. */
export interface Budget extends RaceBudget {
  /** Child processes for each figure that needs a fresh one. */
  readonly children: number;
  /** The same where each peer has a process of its own: a turn is what a process does when it is asked, in milliseconds. */
  readonly apart: {
    readonly rounds: number;
    readonly turn: number;
    /** Of the processor's milliseconds. */
    readonly warmUp: number;
    /** Whether all peers take part, ours ahead of time too, and all classes of payloads; else those that bars are set against. */
    readonly everyone: boolean;
  };
  /** What is refused, message by message. */
  readonly refuse: RaceBudget;
  /** Every message in one process. */
  readonly together: RaceBudget;
  /** Child processes for each message of the corpus. */
  readonly cold: number;
}

/** What `npm run bench` takes: at most eight minutes on a machine that does nothing else. */
export const fullBudget: Budget = {
  rounds: 7,
  turns: 16,
  turn: 0.5,
  warmUp: 150,
  children: 9,
  apart: { rounds: 12, turn: 2, warmUp: 100, everyone: true },
  refuse: { rounds: 5, turns: 8, turn: 0.5, warmUp: 40 },
  together: { rounds: 5, turns: 8, turn: 0.5, warmUp: 50 },
  cold: 3,
};

/** A short look: ours and those that bars are set against, in fewer and shorter rounds. */
export const quickBudget: Budget = {
  rounds: 3,
  turns: 8,
  turn: 0.5,
  warmUp: 50,
  children: 3,
  apart: { rounds: 8, turn: 1, warmUp: 60, everyone: false },
  refuse: { rounds: 3, turns: 4, turn: 0.5, warmUp: 20 },
  together: { rounds: 3, turns: 4, turn: 0.5, warmUp: 20 },
  cold: 1,
};

const glance: RaceBudget = { rounds: 1, turns: 1, turn: 0.01, warmUp: 0 };

/** Enough to see that everything runs. */
export const tinyBudget: Budget = {
  ...glance,
  children: 1,
  apart: { rounds: 1, turn: 0.01, warmUp: 0, everyone: false },
  refuse: glance,
  together: glance,
  cold: 1,
};
