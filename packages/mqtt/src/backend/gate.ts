/** Holds back what comes before there is anybody to handle it. */
export interface Gate {
  readonly isOpen: boolean;
  /** How much is held back. */
  readonly held: number;
  /** Runs something at once, or when the gate opens. */
  pass(run: () => void): void;
  open(): void;
}

/** Makes a gate that is closed. */
export function createGate(): Gate {
  const held: (() => void)[] = [];
  let isOpen = false;
  return {
    get isOpen() {
      return isOpen;
    },
    get held() {
      return held.length;
    },
    pass: (run) => {
      if (isOpen) run();
      else held.push(run);
    },
    open: () => {
      isOpen = true;
      for (const run of held.splice(0)) run();
    },
  };
}
