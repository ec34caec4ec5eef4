import type { Inbox } from "../inbox/inbox.ts";
import type { TopicName } from "../protocol/topic-name.ts";
import type { Route, Source } from "./source.ts";

/** Where a device was heard: its prefix, its spelling of the DevEUI and its way are where downlinks are sent. */
export interface HeardAt {
  /** Its DevEUI as its topic names spell it. */
  readonly device: string;
  readonly prefix: string;
  /** Nothing where the host is not in the list any more. */
  readonly route: Route | undefined;
}

/** Where devices were last heard. */
export interface Heard {
  hear(name: TopicName | undefined, route: Route): void;
  last(devEui: string): HeardAt | undefined;
}

/** What is remembered beside what was heard of late. */
export interface HeardOptions {
  readonly inbox: Pick<Inbox, "lastHeard">;
  routeTo: Source["routeTo"];
}

interface Mark {
  readonly name: TopicName;
  readonly route: Route;
}

/** The most devices in memory: anybody may make up more. The inbox knows the others. */
const MOST = 100_000;

/** Remembers those that were heard of late, and asks the inbox for those from before a restart. */
export function createHeard({ inbox, routeTo }: HeardOptions): Heard {
  const marks = new Map<string, Mark>();
  return {
    hear: (name, route) => {
      if (name === undefined) return;
      const known = marks.get(name.devEui);
      if (known?.name === name && known.route === route) return;
      if (known === undefined && marks.size >= MOST) marks.delete(marks.keys().next().value as string);
      marks.set(name.devEui, { name, route });
    },
    last: (devEui) => {
      const mark = marks.get(devEui);
      if (mark !== undefined) return { ...mark.name, route: mark.route };
      const kept = inbox.lastHeard(devEui);
      if (kept === undefined) return undefined;
      const route = kept.host === undefined ? undefined : routeTo(kept.host);
      // Where the Host URI says another prefix since then, that is where devices are to be.
      const isCurrent = route === undefined || route.prefixes.includes(kept.prefix);
      return { device: kept.device, prefix: isCurrent ? kept.prefix : route.host.prefix, route };
    },
  };
}
