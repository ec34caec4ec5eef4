/** One thing that was promised, with what was measured. */
export interface Target {
  readonly about: string;
  readonly goal: string;
  readonly measured: string;
  readonly reached: boolean;
}
