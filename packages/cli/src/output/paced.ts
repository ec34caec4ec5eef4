import { print } from "./print.ts";

/** Output that goes as fast as its reader takes it. */
export interface PacedOutput {
  /** `acknowledge` is called when the text is written: where the reader is slow, whoever sends more has to wait. */
  write(text: string, acknowledge?: () => void): void;
  /** Resolves when nothing is being written. */
  written(): Promise<void>;
}

/** Writes to standard output, all that waits at once. */
export function createPacedOutput(): PacedOutput {
  let waiting: string[] = [];
  let unacknowledged: (() => void)[] = [];
  let flushing: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    // What comes in one turn is written together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const [texts, acknowledgements] = [waiting, unacknowledged];
      [waiting, unacknowledged] = [[], []];
      await print(texts.join(""));
      for (const acknowledge of acknowledgements) acknowledge();
    }
    flushing = undefined;
  };
  return {
    write: (text, acknowledge) => {
      waiting.push(text);
      if (acknowledge !== undefined) unacknowledged.push(acknowledge);
      flushing ??= flush();
    },
    written: async () => {
      await flushing;
    },
  };
}
