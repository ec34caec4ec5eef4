import type { Member, Plan } from "@wirebook/codec/plan";
import { type MemberFacts, memberFacts, unwrapped } from "./facts.ts";

/** One row in the table of members. */
export interface MemberRow extends MemberFacts {
  /** Anchor in the page, one of a kind. */
  readonly id: string;
  /** Anchor of the row that this one lies in. */
  readonly parent?: string | undefined;
  /** `shape` stands over the members of one of several shapes that a value may have. */
  readonly kind: "member" | "shape";
  readonly name: string;
  /** Where it is: `d.batch[].rssi`. */
  readonly path: string;
  readonly depth: number;
  /** Integer key on the wire, in place of the name. */
  readonly wireKey?: number | undefined;
  readonly required: boolean;
  /** The definition whose members it has, where these stand elsewhere: its name, and the anchor that they are behind. */
  readonly like?: string | undefined;
  readonly likeAnchor?: string | undefined;
}

/** The anchor of the whole table. */
const TABLE = "members";

/** What the members of a plan inherit from what they lie in. */
interface Outer {
  readonly path: string;
  readonly depth: number;
  readonly parent?: string | undefined;
  readonly source?: string | undefined;
  /** Definitions whose members have rows, with the anchor that these are behind. */
  readonly shown: Map<string, string>;
}

/** The members of a payload, from the outermost in, each behind the one that it lies in. */
export function memberRows(plan: Plan): MemberRow[] {
  const anchors = new Set<string>();
  return rowsInside(plan, { path: "", depth: 0, shown: new Map() }, (path) => anchorFor(path, anchors));
}

/** Makes the anchor of a row from its path. */
type Anchor = (path: string) => string;

function rowsInside(plan: Plan, outer: Outer, anchor: Anchor): MemberRow[] {
  const [inner, path, definitions] = unwrapped(plan, outer.path);
  if (definitions.some((name) => outer.shown.has(name))) return [];
  for (const name of definitions) outer.shown.set(name, outer.parent ?? TABLE);
  if (inner.kind === "object") {
    return inner.members.flatMap((member) => rowsOfMember(member, { ...outer, path }, anchor));
  }
  if (inner.kind !== "union") return [];
  return rowsOfShapes(inner.branches.filter(isStructured), { ...outer, path }, anchor);
}

/** Several shapes have a row each, with their members below; one shape beside null or text needs none. */
function rowsOfShapes(branches: readonly Plan[], outer: Outer, anchor: Anchor): MemberRow[] {
  const [only] = branches;
  if (branches.length === 1 && only !== undefined) return rowsInside(only, outer, anchor);
  return branches.flatMap((branch, index) => {
    const { title } = branch.schema;
    const row: MemberRow = {
      ...memberFacts(branch),
      ...likeOf(branch, outer),
      id: anchor(`${outer.path}.shape-${index + 1}`),
      parent: outer.parent,
      kind: "shape",
      name: typeof title === "string" ? title : String(index + 1),
      path: outer.path,
      depth: outer.depth,
      required: false,
    };
    const inside = { ...outer, depth: outer.depth + 1, parent: row.id, source: sourceOf(branch, outer) };
    return [row, ...rowsInside(branch, inside, anchor)];
  });
}

function rowsOfMember({ name, key, required, value }: Member, outer: Outer, anchor: Anchor): MemberRow[] {
  const path = outer.path === "" ? name : `${outer.path}.${name}`;
  const facts = memberFacts(value);
  const source = sourceOf(value, outer);
  const row: MemberRow = {
    ...facts,
    source: source ?? facts.source,
    ...likeOf(value, outer),
    id: anchor(path),
    parent: outer.parent,
    kind: "member",
    name,
    path,
    depth: outer.depth,
    wireKey: typeof key === "number" ? key : undefined,
    required,
  };
  const inside = { path, depth: outer.depth + 1, parent: row.id, source, shown: outer.shown };
  return [row, ...rowsInside(value, inside, anchor)];
}

/** Where the members of a plan stand already: of a union, those of its one shape. */
function likeOf(plan: Plan, outer: Outer): Pick<MemberRow, "like" | "likeAnchor"> {
  const [inner, , own] = unwrapped(plan, "");
  const [only, ...others] = inner.kind === "union" ? inner.branches.filter(isStructured) : [];
  const ofShape = only === undefined || others.length > 0 ? [] : unwrapped(only, "")[2];
  const like = [...own, ...ofShape].find((name) => outer.shown.has(name));
  return like === undefined ? {} : { like, likeAnchor: outer.shown.get(like) };
}

/** The second row of a path gets a number. */
function anchorFor(path: string, taken: Set<string>): string {
  const base = `member.${path.replaceAll("[]", "").replaceAll(/[^\w.-]+/g, "-")}`;
  let anchor = base;
  for (let count = 2; taken.has(anchor); count++) anchor = `${base}-${count}`;
  taken.add(anchor);
  return anchor;
}

/** A source holds for all that lies in what names it. */
function sourceOf({ schema }: Plan, outer: Outer): string | undefined {
  return typeof schema.source === "string" ? schema.source : outer.source;
}

function isStructured(plan: Plan): boolean {
  const [inner] = unwrapped(plan, "");
  return inner.kind === "object" || inner.kind === "union";
}
