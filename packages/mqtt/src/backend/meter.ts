/** Is told of what happens to each message, to count it. What happens seldom, `report` tells. */
export interface Meter {
  /** An uplink or a request has come. */
  received(topicName: string): void;
  /** An uplink was acknowledged: it is in the inbox, or was there already. */
  acknowledged(): void;
  /** An uplink's handler is done with it. */
  processed(topicName: string): void;
  /** A request was answered, so many milliseconds after it had come. */
  answered(messageName: string, milliseconds: number): void;
  /** Gives what tells how many hosts are connected, once the backend has started. */
  hosts?(connected: () => number): void;
}
