import { LinkError } from "../error.ts";
import { type Announcer, wordsOf } from "./announce.ts";
import type { Devices } from "./devices.ts";
import { createLanes, type Item } from "./lanes.ts";
import type { LookBack } from "./look-back.ts";
import type { InboxOptions } from "./options.ts";
import { readPacketId, readTopicName, viewRecord } from "./store/record.ts";
import type { DeadReason, Store } from "./store/store.ts";
import type { Sameness, Verdict, Worker } from "./worker.ts";

/** A message that is known here and waits for its end. */
export interface Task extends Item {
  readonly number: number;
  /** Its record, and the topic name in it, where they stay in memory. */
  record: Buffer | undefined;
  topicName: string | undefined;
  readonly replayed: boolean;
  /** Whether another process may have handled it. */
  readonly before: boolean;
}

/** Why a task is given up. */
export interface Death {
  readonly task: Task;
  readonly reason: DeadReason;
  readonly topicName: string;
  /** Of its record. */
  readonly bytes: number;
}

/** What has come to its end, and has to be written. */
export interface Ends {
  /** The numbers of all of them. */
  readonly done: readonly number[];
  /** Which of them were replays. */
  readonly replayed: readonly number[];
  /** Which of them are dead. */
  readonly deaths: readonly Death[];
}

/** Works on messages that are on disk. */
export interface Work {
  /** How many messages are known here and have no end on disk. */
  readonly open: number;
  /** How many of them are of one device. */
  heldBy(devEui: string): number;
  /** Whether anything has come to its end. */
  readonly hasEnds: boolean;
  /** Takes a record that nobody else changes from now on, with the topic name in it where that is known. */
  add(
    number: number,
    record: Buffer,
    mark: { readonly replayed: boolean; readonly before: boolean },
    topicName?: string,
  ): void;
  takeEnds(): Ends;
  /** They could not be written. */
  putBack(ends: Ends): void;
  /** They are on disk. */
  forget(ends: Ends): void;
  /** Whether a replay of this message is known. */
  isReplaying(number: number): boolean;
  resume(): void;
  pause(): void;
  /** Resolves when no handler runs. To be called after `pause`. */
  idle(): Promise<void>;
}

/** What it takes to work. */
export interface WorkOptions {
  readonly store: Pick<Store, "messages" | "path">;
  readonly settings: Required<InboxOptions>;
  readonly worker: Worker;
  readonly devices: Pick<Devices, "take" | "behind" | "mayBeAnew" | "setAnew">;
  readonly lookBack: Pick<LookBack, "findCopy">;
  readonly announcer: Announcer;
  idOf(number: number): string;
  /** Something has come to its end. */
  onEnd(): void;
}

/** The most handlers whose end is not written yet: they would run again after a crash. */
const MOST_UNWRITTEN = 5000;
/** Records of this many bytes stay in memory until they are handled; others are read again. */
const MOST_CACHED = 64 * 2 ** 20;
/** So many messages more are looked at than numbers tell: some come late, and some twice. */
const BESIDE = 64;
/**
 * From this Packet Identifier on, a client has not counted from 1 since it began: that it uses the same one for the same
 * message by chance is as good as impossible. Clients that send again without the flag DUP, such as MQTT.js, begin anywhere.
 */
const UNLIKELY = 1000;

/** Hands messages to their handlers, lane by lane. */
export function createWork(options: WorkOptions): Work {
  const { store, settings, worker, devices, lookBack, announcer, idOf, onEnd } = options;
  const replaying = new Set<number>();
  let open = 0;
  let cached = 0;
  let done: number[] = [];
  let replayed: number[] = [];
  let deaths: Death[] = [];

  const recordOf = (task: Task): Buffer => {
    const record = task.record ?? store.messages.get(task.number);
    if (record === undefined) {
      throw new LinkError("storage", `inbox ${store.path}: a message that waits is not there any more`);
    }
    return record;
  };
  const end = (task: Task): void => {
    if (task.record !== undefined) cached -= task.record.length;
    task.record = undefined;
    done.push(task.number);
    if (task.replayed) replayed.push(task.number);
    if (done.length >= MOST_UNWRITTEN) lanes.pause();
    onEnd();
  };
  const giveUp = (task: Task, reason: DeadReason): void => {
    const record = recordOf(task);
    deaths.push({ task, reason, topicName: readTopicName(record), bytes: record.length });
    end(task);
  };
  /** Compares a message with those that its device has sent since the number that it has. */
  const judge = ({ devEui, replayed }: Task, record: Buffer, number: bigint): Sameness => {
    const behind = replayed ? undefined : devices.behind(devEui, number);
    if (behind === undefined) return "new";
    const copy = lookBack.findCopy(record, Number(behind) + BESIDE);
    if (copy === undefined) return "new";
    const packetId = readPacketId(record);
    if (packetId >= UNLIKELY && packetId === readPacketId(copy)) return "same";
    return devices.mayBeAnew(devEui, number) ? "perhaps" : "same";
  };
  const settle = (task: Task, verdict: Verdict, sameness: Sameness): void => {
    if (!verdict.done) return giveUp(task, verdict.reason);
    if ("same" in verdict) announcer.duplicate(readTopicName(recordOf(task)));
    else if (verdict.number !== undefined && sameness === "perhaps") {
      // Its device goes on from where it was; where it counts anew, the next number shows it.
      devices.setAnew(task.devEui, verdict.number);
    } else if (verdict.number !== undefined && !task.replayed) {
      const irregular = devices.take(task.devEui, verdict.number);
      if (irregular !== undefined) worker.report({ ...irregular, devEui: task.devEui });
    }
    end(task);
  };

  const lanes = createLanes<Task>({
    ...settings,
    run: (task) => {
      const record = recordOf(task);
      const { topicName, payload, format, receivedAt } = viewRecord(record, task.topicName);
      let sameness: Sameness = "new";
      const verdict = worker.process({
        topicName,
        payload,
        format,
        receivedAt,
        id: idOf(task.number),
        attempt: task.attempt,
        repeated: task.before || task.attempt > 1,
        replayed: task.replayed,
        judge: (number) => {
          sameness = judge(task, record, number);
          return sameness;
        },
      });
      if (verdict instanceof Promise) return verdict.then((settled) => settle(task, settled, sameness));
      settle(task, verdict, sameness);
    },
    onRetry: (task, error) =>
      announcer.retry(readTopicName(recordOf(task)), task.number, task.attempt, error),
    onGivenUp: (task, error) => giveUp(task, { code: "handler", message: wordsOf(error) }),
  });

  return {
    get open() {
      return open;
    },
    get hasEnds() {
      return done.length > 0;
    },
    add: (number, record, { replayed, before }, topicName = readTopicName(record)) => {
      open++;
      if (replayed) replaying.add(number);
      const keep = cached + record.length <= MOST_CACHED;
      if (keep) cached += record.length;
      lanes.add({
        number,
        // What has no DevEUI shares one lane.
        devEui: worker.nameOf(topicName)?.devEui ?? "",
        attempt: 0,
        record: keep ? record : undefined,
        topicName: keep ? topicName : undefined,
        replayed,
        before,
      });
    },
    takeEnds: () => {
      const ends = { done, replayed, deaths };
      [done, replayed, deaths] = [[], [], []];
      return ends;
    },
    putBack: (ends) => {
      done = [...ends.done, ...done];
      replayed = [...ends.replayed, ...replayed];
      deaths = [...ends.deaths, ...deaths];
    },
    forget: (ends) => {
      open -= ends.done.length;
      for (const number of ends.replayed) replaying.delete(number);
      for (const { task, reason, topicName } of ends.deaths) announcer.dead(topicName, task.number, reason);
    },
    heldBy: lanes.count,
    isReplaying: (number) => replaying.has(number),
    resume: lanes.resume,
    pause: lanes.pause,
    idle: lanes.idle,
  };
}
