import type { AnyPlan, Member, Plan, ScalarPlan } from "@wirebook/codec/plan";
import { cborType, jsonType } from "./cbor-type.mjs";
import { patternOf, rangeOf } from "./range.mjs";

/** One row in the table of members. */
export interface MemberRow {
  /** Anchor in the page, one of a kind. */
  readonly id: string;
  /** Anchor of the row that this one lies in. */
  readonly parent?: string;
  /** `shape` stands over the members of one of several shapes that a value may have. */
  readonly kind: "member" | "shape";
  readonly name: string;
  /** Where it is: `d.batch[].rssi`. */
  readonly path: string;
  readonly depth: number;
  readonly cbor: string;
  readonly json: string;
  readonly unit?: string;
  readonly range?: string;
  /** Regular expression that a text has to match. */
  readonly pattern?: string;
  /** Integer key on the wire, in place of the name. */
  readonly wireKey?: number;
  readonly required: boolean;
  /** Whether it keeps members that nobody declared. */
  readonly open: boolean;
  readonly sensitive: boolean;
  readonly meaning: string;
  /** Where the fact comes from, as the definition tells. */
  readonly source?: string;
  readonly since?: string;
  readonly deprecated: boolean;
}

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly parent?: string;
  readonly source?: string;
}

/** The members of a payload, from the outermost in, each behind the one that it lies in. */
export function memberRows(plan: Plan): MemberRow[] {
  const rows: MemberRow[] = [];
  const ids = new Set<string>();

  function idFor(path: string): string {
    const base = `member.${path.replaceAll("[]", "").replaceAll(/[^\w.-]+/g, "-")}`;
    let id = base;
    for (let count = 2; ids.has(id); count++) id = `${base}-${count}`;
    ids.add(id);
    return id;
  }

  function describe(plan: Plan, words: Omit<MemberRow, keyof ReturnType<typeof facts>>): MemberRow {
    const row = { ...facts(plan), ...words };
    rows.push(row);
    return row;
  }

  function inside(plan: Plan, place: Place): void {
    const [inner, path] = unwrapped(plan, place.path);
    if (inner.kind === "object") for (const member of inner.members) visit(member, { ...place, path });
    if (inner.kind === "union") shapes(inner.branches.filter(isStructured), { ...place, path });
  }

  /** Several shapes have a row each, with their members below; one shape beside null or text needs none. */
  function shapes(branches: readonly Plan[], place: Place): void {
    const [only] = branches;
    if (branches.length === 1 && only !== undefined) return inside(only, place);
    for (const [index, branch] of branches.entries()) {
      const name = typeof branch.schema.title === "string" ? branch.schema.title : String(index + 1);
      const { id } = describe(branch, {
        id: idFor(`${place.path}.shape-${index + 1}`),
        ...(place.parent === undefined ? {} : { parent: place.parent }),
        kind: "shape",
        name,
        path: place.path,
        depth: place.depth,
        required: false,
      });
      inside(branch, { ...place, parent: id, depth: place.depth + 1, ...sourceOf(branch, place) });
    }
  }

  function visit({ name, key, required, value }: Member, place: Place): void {
    const path = place.path === "" ? name : `${place.path}.${name}`;
    const row = describe(value, {
      ...sourceOf(value, place),
      id: idFor(path),
      ...(place.parent === undefined ? {} : { parent: place.parent }),
      kind: "member",
      name,
      path,
      depth: place.depth,
      ...(typeof key === "number" ? { wireKey: key } : {}),
      required,
    });
    inside(value, { path, depth: place.depth + 1, parent: row.id, ...sourceOf(value, place) });
  }

  inside(plan, { path: "", depth: 0 });
  return rows;
}

/** What a plan says of itself, wherever it stands. */
function facts(plan: Plan) {
  const [inner] = unwrapped(plan, "");
  const words = { ...inner.schema, ...plan.schema };
  const range = rangeOf(plan) || (inner === plan ? "" : rangeOf(inner));
  const pattern = patternOf(inner);
  return {
    cbor: cborType(plan),
    json: jsonType(plan),
    ...(typeof words.unit === "string" ? { unit: words.unit } : {}),
    ...(range === "" ? {} : { range }),
    ...(pattern === undefined ? {} : { pattern }),
    open: isOpen(inner),
    sensitive: plan.sensitive,
    meaning: typeof words.description === "string" ? words.description : "",
    ...(typeof words.source === "string" ? { source: words.source } : {}),
    ...(typeof words.since === "string" ? { since: words.since } : {}),
    deprecated: words.deprecated === true,
  };
}

/** The plan behind arrays, records and tags, and the path to it. */
function unwrapped(plan: Plan, path: string): [Plan, string] {
  switch (plan.kind) {
    case "array":
      return unwrapped(plan.items, `${path}[]`);
    case "record":
      return unwrapped(plan.values, `${path}{}`);
    case "tagged":
      return unwrapped(plan.content, path);
    case "object":
    case "tuple":
    case "union":
      return [plan, path];
    default:
      plan satisfies ScalarPlan | AnyPlan;
      return [plan, path];
  }
}

function isStructured(plan: Plan): boolean {
  const [inner] = unwrapped(plan, "");
  return inner.kind === "object" || inner.kind === "union";
}

function isOpen(plan: Plan): boolean {
  return plan.kind === "object" && plan.additional !== undefined;
}

function sourceOf(plan: Plan, place: Place): { source?: string } {
  const own = plan.schema.source;
  if (typeof own === "string") return { source: own };
  return place.source === undefined ? {} : { source: place.source };
}
