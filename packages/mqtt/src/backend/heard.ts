import type { TopicName } from "../protocol/topic-name.ts";

/** Where devices were last heard. */
export interface Heard {
  hear(name: TopicName | undefined): void;
  /** The last topic name of a device: its prefix and its spelling of the DevEUI are what downlinks are sent to. */
  last(devEui: string): TopicName | undefined;
}

/** The most devices: anybody may make up more. */
const MOST = 100_000;

/** Remembers those that were heard of late. */
export function createHeard(): Heard {
  const names = new Map<string, TopicName>();
  return {
    hear: (name) => {
      if (name === undefined || names.get(name.devEui) === name) return;
      if (!names.has(name.devEui) && names.size >= MOST) names.delete(names.keys().next().value as string);
      names.set(name.devEui, name);
    },
    last: (devEui) => names.get(devEui),
  };
}
