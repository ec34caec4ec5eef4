import { pc } from "../terminal/colours.ts";
import { clip } from "../terminal/picture.ts";
import type { Feed } from "./feed.ts";
import type { LiveUplink } from "./uplink.ts";

/** So many are shown, before the terminal shows something else, and so many of one type. */
const SHOWN = 6;
const OF_ONE = 2;
/** Milliseconds to wait for them. */
const PATIENCE = 5_000;
const NAME = 12;
const TEXT = 58;

/** Shows some of the first messages as they come, each in a line; answers when there were enough, or after a while. */
export async function showFirst(feed: Feed): Promise<void> {
  console.log("");
  const types: string[] = [];
  let over = false;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    feed.watch((uplink) => {
      if (over) return false;
      if (types.filter((type) => type === uplink.message).length < OF_ONE) {
        console.log(lineOf(uplink));
        types.push(uplink.message);
      }
      if (types.length < SHOWN) return true;
      clearTimeout(timer);
      resolve();
      return false;
    });
  });
  over = true;
  console.log(pc.dim("  … and so on; all of them stand on the live page, once the book is there"));
}

function lineOf({ devEui, message, bytes, members }: LiveUplink): string {
  const said = members
    .filter(({ path }) => path.startsWith("/d/") && path.lastIndexOf("/") === 2)
    .map(({ path, value, unit = "" }) => `${path.slice(3)} ${value}${unit && ` ${unit}`}`)
    .join(", ");
  const from = pc.dim(devEui);
  return `  ${from} ${pc.cyan(message.padEnd(NAME))} ${clip(said, TEXT)} ${pc.dim(`${bytes} B`)}`;
}
