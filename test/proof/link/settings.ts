/** How the proof of the link is to run. */
export interface LinkSettings {
  /** Uplinks of each trial, and the devices that send them. */
  readonly messages: number;
  readonly devices: number;
  /** Seconds that the network is cut. */
  readonly cut: number;
  /** A folder for all of it. */
  readonly folder: string;
}
