/** Messages of QoS 2 that a broker has taken and that were not released. @see MQTT 3.1.1 §4.3.3 */
export interface ExactlyOnce {
  /** Runs `take` for a message, unless it comes again: then it ends when the first has. */
  once(clientId: string, messageId: number, take: () => Promise<void>): Promise<void>;
  /** Whether a message was taken, or is being taken. */
  has(clientId: string, messageId: number): boolean;
  /** The client will not send the message of this packet identifier again. */
  release(clientId: string, messageId: number): void;
  /** The session of the client has ended. */
  forget(clientId: string): void;
}

/** No message yet. What fails is not taken: it may come again. */
export function createExactlyOnce(): ExactlyOnce {
  const taken = new Map<string, Map<number, Promise<void>>>();
  const release = (clientId: string, messageId: number): void => {
    const ids = taken.get(clientId);
    if (ids?.delete(messageId) && ids.size === 0) taken.delete(clientId);
  };
  return {
    once: (clientId, messageId, take) => {
      const before = taken.get(clientId)?.get(messageId);
      if (before !== undefined) return before;
      const running = take();
      const ids = taken.get(clientId) ?? new Map<number, Promise<void>>();
      taken.set(clientId, ids.set(messageId, running));
      running.catch(() => release(clientId, messageId));
      return running;
    },
    has: (clientId, messageId) => taken.get(clientId)?.has(messageId) ?? false,
    release,
    forget: (clientId) => void taken.delete(clientId),
  };
}
