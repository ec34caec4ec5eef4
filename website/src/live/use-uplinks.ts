import useBaseUrl from "@docusaurus/useBaseUrl";
import { useEffect, useRef, useState } from "react";

/** One item of a payload beside what its message type says of it. */
export interface Member {
  readonly path: string;
  readonly value: string;
  readonly unit?: string;
  readonly meaning?: string;
}

/** One message, as whoever runs the backend sends it. */
export interface Uplink {
  readonly id: number;
  /** Milliseconds of Unix time. */
  readonly time: number;
  readonly devEui: string;
  readonly message: string;
  readonly title: string;
  readonly number: string;
  readonly bytes: number;
  readonly members: readonly Member[];
  /** In base64url. */
  readonly payload?: string;
}

/** Whether messages come. */
export type Connection = "waiting" | "open" | "lost";

const MOST = 60;

/** The latest messages, the newest first; while `held`, they stay as they are, and `waiting` counts those behind them. */
export function useUplinks(held: boolean): {
  readonly uplinks: readonly Uplink[];
  readonly waiting: number;
  readonly connection: Connection;
} {
  const address = useBaseUrl("/live/events");
  const all = useRef<readonly Uplink[]>([]);
  const [uplinks, setUplinks] = useState<readonly Uplink[]>([]);
  const [newest, setNewest] = useState(0);
  const [connection, setConnection] = useState<Connection>("waiting");
  const isHeld = useRef(held);

  useEffect(() => {
    isHeld.current = held;
    if (!held) setUplinks(all.current);
  }, [held]);

  useEffect(() => {
    const source = new EventSource(address);
    source.addEventListener("open", () => setConnection("open"));
    // The browser tries again by itself, unless the path is not there.
    source.addEventListener("error", () => setConnection("lost"));
    source.addEventListener("uplink", ({ data }: MessageEvent<string>) => {
      const uplink = JSON.parse(data) as Uplink;
      all.current = [uplink, ...all.current].slice(0, MOST);
      setNewest(uplink.id);
      if (!isHeld.current) setUplinks(all.current);
    });
    return () => source.close();
  }, [address]);

  return { uplinks, waiting: Math.max(0, newest - (uplinks[0]?.id ?? newest)), connection };
}
