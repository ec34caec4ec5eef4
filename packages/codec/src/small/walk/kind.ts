import type { Side } from "../../plan/kinds.ts";
import type { LiteralValue } from "../../plan/plan.ts";
import type { View } from "../../plan/views.ts";
import type { Item } from "./item.ts";
import type { Walk } from "./task.ts";
import type { Parts } from "./write.ts";

/**
 * How the items of one kind of plan are read and written. Each is a constant of its own: a page is sent those that its
 * messages name. `Own` is what a node of the kind says beside what all nodes say.
 */
export interface Kind<Own = unknown> {
  /** Whether it takes what is called so on a side. */
  $takes(noun: string, side: Side, node: Node & Own): boolean;
  /** The value of an item that it takes; `undefined` where it does not fit. */
  $read?(item: Item, node: Node & Own, walk: Walk, path: string, position: number): unknown;
  /** Goes on with another node, or with another item, in place of reading this one. */
  $pass?(item: Item, node: Node & Own, walk: Walk, path: string, position: number, union?: Node): unknown;
  /** Writes a value that holds no others. */
  $write?(parts: Parts, value: unknown): void;
  /** The JSON form of a value, where it is another one. */
  $json?(value: unknown): unknown;
  /** How many characters, bytes, items or members an item has that was read, if that can be told. */
  $length?(item: Item, walk: Walk): number | undefined;
  /** How many bytes each character of a string takes on the wire at least; one if left out. */
  readonly $weight?: number;
}

/** A node of a plan in a small module. */
export interface Node {
  readonly kind: Kind;
  /** What a fault says was expected. */
  readonly expected: string;
  /** Whether so many characters, bytes, items or members are as many as there may be. */
  sized?(length: number): boolean;
  /** Whether a value is within the other bounds. */
  fits?(value: unknown): boolean;
  readonly sensitive?: boolean;
}

/** A declared member of an object. Its key is its name where none is said; of an item of a tuple there is its place. */
export interface Member {
  readonly name: string;
  readonly key?: string | number;
  readonly index?: number;
  readonly required?: boolean;
  readonly value: Node;
}

/** What else a node says of an integer of 64 bits. */
export interface Range {
  readonly least: bigint;
  readonly most: bigint;
}

/** What else a node says of a float of 32 bits: whether a number is within its bounds before it is rounded. */
export interface Rounded {
  exact?(value: unknown): boolean;
}

/** What else a node says of an array. */
export interface Items {
  readonly items: Node;
}

/** What else a node says of an array of items that have a node each. */
export interface TupleItems {
  readonly items: readonly Node[];
  /** What further items are. */
  readonly rest?: Node;
}

/** What else a node says of an array whose items have names. */
export interface StructItems extends Pick<Members, "members" | "others"> {
  /** What further items are. */
  readonly rest?: Node;
  /** What the member is called that holds them. */
  readonly further?: string;
}

/** What else a node says of an object. */
export interface Members {
  readonly members: readonly Member[];
  /** What undeclared members hold; absent in a closed object. */
  readonly additional?: Node;
  /** What is expected in place of a member that may not be. */
  readonly others?: string;
}

/** What else a node says of a record. */
export interface Values {
  readonly values: Node;
  /** Whether a member may be called so; without, each text may. */
  named?(name: string): boolean;
}

/** What else a node says of a tag. */
export interface Tag {
  readonly tag: number;
  readonly content: Node;
}

/** What else a node says of a tag that may be left out: whether it is where it is written. */
export interface OptionalTag extends Tag {
  readonly omitted?: boolean;
}

/** What else a node says of a byte string around an item. */
export interface Around {
  readonly content: Node;
  /** Whether no bytes at all are a map without members. */
  readonly zeroLengthMap?: boolean;
}

/** What else a node says of a view. */
export interface Viewed {
  readonly of: readonly Node[];
  readonly memory: readonly string[];
  readonly json: readonly string[];
  readonly view: View;
}

/** What else a node says of literals. */
export interface Literals {
  readonly values: readonly LiteralValue[];
}

/** What else a node says of a union. */
export interface Branches {
  readonly branches: readonly Node[];
}

/** What else a node says of a union of objects: the members that tell its branches apart, in the order of asking. */
export interface Clues extends Branches {
  readonly clues: readonly Clue[];
}

/** What else a node says of a union of tuples: whether their lengths are nobody's business. */
export interface Secrecy {
  readonly secret?: boolean;
}

/** What else a node says of a union of tuples: the items that tell its branches apart, in the order of asking. */
export interface Sizes extends Clues, Secrecy {
  /** The branch that none of them tells of. */
  readonly shortest?: number;
}

/** A member that tells of a branch by its presence. */
export interface Clue extends Pick<Member, "name" | "key" | "index"> {
  readonly branch: number;
}

/** What else a node says of a union of objects that the literals of a member tell apart. */
export interface Telling extends Branches {
  /** The member, with the literals of all of them. */
  readonly telling: Member & { readonly value: Node & Literals };
  /** The branch of each literal; under −1 that of all others, if there is one. */
  readonly told: { readonly [literal: number]: number };
}
