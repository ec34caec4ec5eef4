/** Something in a lane of a queue. */
export interface Queued {
  readonly lane: string;
  /** Which it is of all that were ever added: a larger number than that of any before. */
  readonly place: number;
  readonly bytes: number;
}

/** Whether a lane of which so many are taken already, of so many in all, may have one more. */
export type MayTake = (lane: string, ofLane: number, taken: number) => boolean;

/**
 * A queue of lanes, in which none waits for the length of another. While it is short it is a plain queue, which costs less.
 */
export interface FairQueue<One extends Queued> {
  readonly size: number;
  readonly bytes: number;
  /** The lanes in which anything waits. */
  readonly lanes: Iterable<string>;
  add(one: One): void;
  /**
   * Takes the oldest of the lanes by turns: so many at most, and of large ones fewer; without `mayTake` each may. They come
   * in the order in which they were added.
   */
  take(most: number, mostBytes: number, mayTake?: MayTake): One[];
  /** What was taken comes first again. */
  putBack(taken: readonly One[]): void;
}

interface Lane<One> {
  items: One[];
  /** The first that is still there. */
  next: number;
}

/** Taken items of a lane stay in its list until there are so many. */
const MOST_TAKEN = 1000;
/** Up to so many times of what is taken at once, nobody waits long enough for turns to be worth it. */
const SHORT = 4;

/** Makes an empty queue. */
export function createFairQueue<One extends Queued>(): FairQueue<One> {
  const lanes = new Map<string, Lane<One>>();
  let [size, bytes] = [0, 0];
  /** All of it, while there are no lanes. */
  let plain: One[] = [];

  const laneOf = (name: string): Lane<One> => {
    let lane = lanes.get(name);
    if (lane === undefined) {
      lane = { items: [], next: 0 };
      lanes.set(name, lane);
    }
    return lane;
  };
  const divide = (): void => {
    for (const one of plain) laneOf(one.lane).items.push(one);
    plain = [];
  };
  const takePlain = (most: number, mostBytes: number): One[] => {
    let [count, sum] = [0, 0];
    for (const { bytes: more } of plain) {
      if (count >= most || (count > 0 && sum + more > mostBytes)) break;
      sum += more;
      count++;
    }
    const taken = plain.slice(0, count);
    plain = plain.slice(count);
    size -= count;
    bytes -= sum;
    return taken;
  };
  /** Those that had their turn come last the next time. */
  const tidy = (served: ReadonlyMap<string, number>): void => {
    for (const name of served.keys()) {
      const lane = laneOf(name);
      lanes.delete(name);
      if (lane.next === lane.items.length) continue;
      if (lane.next > MOST_TAKEN) {
        lane.items = lane.items.slice(lane.next);
        lane.next = 0;
      }
      lanes.set(name, lane);
    }
  };

  return {
    get size() {
      return size;
    },
    get bytes() {
      return bytes;
    },
    get lanes() {
      return plain.length > 0 ? new Set(plain.map(({ lane }) => lane)) : lanes.keys();
    },
    add: (one) => {
      if (lanes.size === 0) plain.push(one);
      else laneOf(one.lane).items.push(one);
      size++;
      bytes += one.bytes;
    },
    take: (most, mostBytes, mayTake) => {
      if (lanes.size === 0 && mayTake === undefined && size <= SHORT * most)
        return takePlain(most, mostBytes);
      divide();
      const taken: One[] = [];
      const served = new Map<string, number>();
      let sum = 0;
      const fits = ({ bytes: more }: One): boolean =>
        taken.length < most && (taken.length === 0 || sum + more <= mostBytes);
      let turn = [...lanes];
      while (turn.length > 0) {
        const again: typeof turn = [];
        for (const entry of turn) {
          const [name, lane] = entry;
          const one = lane.items[lane.next] as One;
          if (!fits(one)) {
            again.length = 0;
            break;
          }
          const before = served.get(name) ?? 0;
          if (mayTake?.(name, before, taken.length) === false) continue;
          taken.push(one);
          sum += one.bytes;
          served.set(name, before + 1);
          lane.next++;
          if (lane.next < lane.items.length) again.push(entry);
        }
        turn = again;
      }
      tidy(served);
      size -= taken.length;
      bytes -= sum;
      return taken.sort((one, other) => one.place - other.place);
    },
    putBack: (taken) => {
      divide();
      const byLane = new Map<string, One[]>();
      for (const one of taken) {
        const list = byLane.get(one.lane);
        if (list === undefined) byLane.set(one.lane, [one]);
        else list.push(one);
        size++;
        bytes += one.bytes;
      }
      for (const [name, list] of byLane) {
        const lane = laneOf(name);
        list.sort((one, other) => one.place - other.place);
        lane.items = [...list, ...lane.items.slice(lane.next)];
        lane.next = 0;
      }
    },
  };
}
