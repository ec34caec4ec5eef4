/** The faults that a simulation is to have. Shares are from 0 to 1, and 0 where they are left out. */
export interface Faults {
  /** Share of uplinks that are sent twice. */
  readonly duplicates?: number;
  /** Share of messages before which one to five numbers are left out. */
  readonly gaps?: number;
  /** Share of uplinks whose payload cannot be read. */
  readonly bad?: number;
  /** Share of messages at which the device starts anew: it counts from 0, and sends its configuration. */
  readonly restarts?: number;
  /** Seconds between storms: every device is cut off at once, and asks for synchronization when it is back. 0 for none. */
  readonly stormEvery?: number;
  /** Share of devices whose link is slow. */
  readonly slow?: number;
}
