/** What the proof of the certificates is told. */
export interface CertificatesSettings {
  /** How many changed requests of each kind of key. */
  readonly requests: number;
  /** The same seed changes them in the same way. */
  readonly seed: number;
  readonly folder: string;
}
