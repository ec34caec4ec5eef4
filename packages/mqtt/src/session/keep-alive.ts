import { steadyTime } from "../clock.ts";
import { LinkError } from "../error.ts";

/** Seconds between signs of life, unless told otherwise. */
export const DEFAULT_KEEPALIVE = 30;

/** Shows the broker that this client is alive, and finds out whether the broker is. */
export interface KeepAlive {
  begin(): void;
  /** Something came. */
  heard(): void;
  /** Nothing is read for now, so that nothing can be heard. */
  pause(): void;
  resume(): void;
  end(): void;
}

/** What a keep-alive does. */
export interface KeepAliveOptions {
  /** Seconds in which the broker expects a sign of life. */
  readonly seconds: number;
  ping(): void;
  /** Nothing came for one and a half times as long. */
  onSilence(): void;
}

/**
 * Refuses what MQTT cannot say, and 0, which would turn it off.
 *
 * @throws LinkError `invalid-configuration`
 */
export function checkKeepalive(keepalive: number | undefined): void {
  if (keepalive === undefined) return;
  if (!Number.isInteger(keepalive) || keepalive < 1 || keepalive > 65_535) {
    throw new LinkError("invalid-configuration", "keepalive: expected whole seconds from 1 to 65535");
  }
}

/**
 * Pings in half of the time that the broker allows.
 *
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §3.1.2.10}
 */
export function createKeepAlive({ seconds, ping, onSilence }: KeepAliveOptions): KeepAlive {
  let lastHeard = steadyTime();
  let paused = false;
  let timer: NodeJS.Timeout | undefined;
  const heard = (): void => {
    lastHeard = steadyTime();
  };
  const look = (): void => {
    if (!paused && steadyTime() - lastHeard > seconds * 1500) onSilence();
    else ping();
  };
  return {
    begin: () => {
      timer = setInterval(look, seconds * 500);
    },
    heard,
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      heard();
    },
    end: () => clearInterval(timer),
  };
}
