/** How the proof of the codec is to run. */
export interface CodecSettings {
  readonly seed: number;
  /** In place of the numbers that the parts have. */
  readonly payloads: number | undefined;
  readonly schemas: number;
  /** Whether a time above its bound fails. */
  readonly clock: boolean;
}
