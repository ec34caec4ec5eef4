import { isDeepStrictEqual } from "node:util";
import type { Case } from "../corpus/case.ts";
import { type Peer, type Prepared, plain } from "./peer.ts";

/** A peer with what it prepared for one message. */
export interface Ready extends Prepared {
  readonly name: string;
}

/**
 * Prepares every peer that has a form for the message, and sees that all of them do the same with it.
 *
 * @throws Error when one returns another value or another text
 */
export function prepareAll(one: Case, peers: readonly Peer[]): Ready[] {
  const text = one.message.transcode(one.message.encode(one.value));
  return peers.flatMap((peer) => {
    const prepared = peer.prepare(one);
    if (prepared === undefined) return [];
    const { payload, value, decode, transcode, encode, comparable } = prepared;
    const same = (what: string, found: unknown, expected: unknown) => {
      if (!isDeepStrictEqual(found, expected)) throw new Error(`${peer.name}, ${one.name}: ${what} differs`);
    };
    same("the decoded value", comparable(decode(payload)), plain(one.value));
    same("the text", transcode(payload), text);
    same("what it wrote", comparable(decode(alike(payload, encode(value)))), plain(one.value));
    return [{ name: peer.name, ...prepared }];
  });
}

/** Bytes of the class that the peer gets when it is measured: a second one would make its code slower for good. */
function alike(payload: Uint8Array, bytes: Uint8Array): Uint8Array {
  return Buffer.isBuffer(payload) ? Buffer.from(bytes) : Uint8Array.from(bytes);
}
