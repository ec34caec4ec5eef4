/** How the proof of the whole system is to run. */
export interface WholeSettings {
  /** Devices of the storm. */
  readonly storm: number;
  /** How long everything runs at once, how many devices there are then, and how many messages a second they send. */
  readonly minutes: number;
  readonly devices: number;
  readonly rate: number;
  /** A folder for all of it. */
  readonly folder: string;
}
