/**
 * The mapping of the design, written a second time: from items as cbor2 reads them to their JSON form, led by nothing
 * but the JSON Schema. It shares no code with the codec.
 *
 * @module
 */
import type { JsonSchema } from "@wirebook/codec";
import { Simple, Tag } from "cbor2";
import type { Judge } from "./ajv.ts";
import { Pairs, readWithCbor2 } from "./cbor2.ts";
import { viewForm } from "./views.ts";

/** The JSON form of an item, and what the mapping has to say against it. */
export interface JsonForm {
  readonly json: unknown;
  /** An item that JSON has no form for where it stands: of another type, behind another tag, under another key. */
  readonly formless: boolean;
  /** Keys that become one string, or that can be none; `"perhaps"` where that depends on the branch of a union. */
  readonly clash: boolean | "perhaps";
  /** Whether keys that no schema describes have no names in JSON, or meet there. */
  readonly hasNoJson: boolean;
  /** Whether a byte string was read as what it holds. */
  readonly holdsPayloads: boolean;
}

/** Pattern of the keys in an integer-keyed record. */
const INTEGER_KEYS = "^-?(?:0|[1-9][0-9]*)$";

/** No string of UTF-8 begins so: it stands for a key without one, only among its like. */
const NAMELESS = "\ud800";

const anything: JsonSchema = {};
/** Stands for the schema of what is refused: whatever JSON can hold. */
const refused: JsonSchema = {};

/**
 * Maps an item to JSON as its schema says.
 *
 * @param $defs - what a `$ref` in it may name
 */
export function jsonForm(schema: JsonSchema, item: unknown, judge: Judge, $defs: JsonSchema = {}): JsonForm {
  let formless = false;
  let holdsPayloads = false;
  let clash: JsonForm["clash"] = false;
  let hasNoJson = false;

  /** Notes that the item has no form here; what is inside may still clash. */
  function none(inner: unknown): null {
    free(inner);
    formless = true;
    return null;
  }

  function form(at: JsonSchema, inner: unknown): unknown {
    if (at.cborTag !== undefined) return behindTag(at, inner);
    if (typeof at.$ref === "string")
      return form($defs[at.$ref.slice("#/$defs/".length)] as JsonSchema, inner);
    if (at.keptTag !== undefined) {
      const isTag = inner instanceof Tag && Number(inner.tag) === at.keptTag;
      const { value } = at.properties as Record<string, JsonSchema>;
      return isTag ? { tag: at.keptTag, value: form(value as JsonSchema, inner.contents) } : none(inner);
    }
    if (at.cborView !== undefined) {
      const json = viewForm(at, inner);
      return json === undefined ? none(inner) : json;
    }
    if (Array.isArray(at.cborArray)) return struct(at, at.cborArray as string[], inner);
    if (Array.isArray(at.anyOf)) return ofBranches(at.anyOf as JsonSchema[], inner);
    if (Array.isArray(at.enum))
      return ofBranches(
        at.enum.map((value) => ({ const: value })),
        inner,
      );
    if ("const" in at) return literal(at.const, inner);
    switch (Array.isArray(at.type) ? at.format : at.type) {
      case "integer":
        return typeof inner === "bigint" && isSafe(inner) ? Number(inner) : none(inner);
      case "uint64":
        return wide(at, inner, 0n, 2n ** 64n - 1n);
      case "int64":
        return wide(at, inner, -(2n ** 63n), 2n ** 63n - 1n);
      case "number":
        return number(at, inner);
      case "string":
        if (at.contentEncoding === "base64") return isBytes(inner) ? base64(inner) : none(inner);
        return typeof inner === "string" ? inner : none(inner);
      case "boolean":
        return typeof inner === "boolean" ? inner : none(inner);
      case "null":
        return inner === null ? null : none(inner);
      case "array":
        // A tuple of another length is no such tuple: what is inside counts as if nothing were known of it.
        return Array.isArray(inner) && (at.prefixItems === undefined || hasLength(at, inner.length))
          ? inner.map((one, index) => form(itemSchema(at, index), one))
          : none(inner);
      case "object":
        return inner instanceof Pairs ? members(at, inner) : none(inner);
      default:
        return at === refused ? free(inner) : undescribed(inner);
    }
  }

  /** The first of the tags in front of an item is taken off, or passed over where it may be left out. */
  function behindTag({ cborTag, ...content }: JsonSchema, inner: unknown): unknown {
    const [first, ...others] = [cborTag].flat() as (number | { tag: number; embedded?: true })[];
    const isOptional = typeof first === "object";
    const tag = isOptional ? first.tag : first;
    const rest = others.length > 0 ? { ...content, cborTag: others } : content;
    if (isOptional && first.embedded) return embedded(first, rest, inner);
    if (inner instanceof Tag && Number(inner.tag) === tag) return form(rest, inner.contents);
    return isOptional ? form(rest, inner) : none(inner);
  }

  /** What a byte string holds is asked of cbor2 once more. */
  function embedded({ zeroLengthMap }: JsonSchema, content: JsonSchema, inner: unknown): unknown {
    if (!isBytes(inner)) return none(inner);
    holdsPayloads = true;
    const reading = readWithCbor2(zeroLengthMap && inner.length === 0 ? Uint8Array.of(0xa0) : inner);
    if (!reading?.validText) clash = true;
    return reading === undefined ? none(inner) : form(content, reading.item);
  }

  /** Items by their names, further ones in a list. */
  function struct(at: JsonSchema, names: readonly string[], inner: unknown): unknown {
    const { properties = {}, required = [] } = at as {
      properties?: Record<string, JsonSchema>;
      required?: string[];
    };
    const isOpen = Object.keys(properties).length > names.length;
    const fits =
      Array.isArray(inner) && inner.length >= required.length && (isOpen || inner.length <= names.length);
    if (!fits) return none(inner);
    const own = names
      .slice(0, inner.length)
      .map((name, index) => [name, form(properties[name] as JsonSchema, inner[index])]);
    const further = inner.slice(names.length).map((one) => form(anything, one));
    return Object.fromEntries(further.length > 0 ? [...own, ["further", further]] : own);
  }

  function number(at: JsonSchema, inner: unknown): unknown {
    if (typeof inner === "bigint" ? !isSafe(inner) : typeof inner !== "number") return none(inner);
    // What a 32-bit float cannot hold would be written as an infinity.
    const held = at.format === "float" ? Math.fround(Number(inner)) : Number(inner);
    return Number.isFinite(held) ? plainZero(held) : none(inner);
  }

  function wide(at: JsonSchema, inner: unknown, first: bigint, last: bigint): unknown {
    const { minInteger = first, maxInteger = last } = at as Record<string, string | bigint>;
    if (typeof inner !== "bigint" || inner < BigInt(minInteger) || inner > BigInt(maxInteger))
      return none(inner);
    return isSafe(inner) ? Number(inner) : String(inner);
  }

  function literal(value: unknown, inner: unknown): unknown {
    const same = Number.isInteger(value) ? inner === BigInt(value as number) : inner === value;
    return same ? value : none(inner);
  }

  /** The first branch that takes the item; one that cannot be mapped or is refused by Ajv does not. */
  function ofBranches(branches: readonly JsonSchema[], inner: unknown): unknown {
    const forms = branches.map((branch) => jsonForm(branch, inner, judge, $defs));
    const unschooled = jsonForm(refused, inner, judge);
    const clashes = [...forms, unschooled].map((one) => one.clash);
    if (clashes.every((one) => one === true)) clash = true;
    else if (clash === false && clashes.some((one) => one !== false)) clash = "perhaps";
    holdsPayloads ||= forms.some((one) => one.holdsPayloads);
    const taken = forms.find((one, index) => !one.formless && judge(branches[index] as JsonSchema, one.json));
    if (taken === undefined) formless = true;
    hasNoJson ||= taken?.hasNoJson ?? false;
    // Whatever the other branches make of it, it is the one that was meant.
    if (taken?.clash === true) clash = true;
    return taken?.json ?? null;
  }

  function members(at: JsonSchema, { entries }: Pairs): unknown {
    if (isOpen(at)) return anyMembers((at.properties ?? {}) as Record<string, JsonSchema>, entries);
    const names = new Set<string>();
    const declared = (at.properties ?? {}) as Record<string, JsonSchema>;
    const json = entries.map(([key, value]) => {
      const own = declaredName(declared, key);
      const name = own ?? nameOf(key);
      // Whether two keys without a string are one key (NaN in two widths, say) is nobody's rule.
      if (names.has(name)) clash = name.startsWith(NAMELESS) ? clash || "perhaps" : true;
      names.add(name);
      return [
        name,
        own === undefined
          ? undeclared(at, declared, key, name, value)
          : form(declared[own] as JsonSchema, value),
      ];
    });
    return Object.fromEntries(json);
  }

  function undeclared(
    at: JsonSchema,
    declared: Record<string, JsonSchema>,
    key: unknown,
    name: string,
    value: unknown,
  ): unknown {
    // A declared member under another key than its own would take its place.
    if (Object.hasOwn(declared, name)) return none(value);
    const [pattern] = Object.entries((at.patternProperties ?? {}) as Record<string, JsonSchema>);
    if (pattern !== undefined) {
      const fits =
        pattern[0] === INTEGER_KEYS
          ? typeof key === "bigint" && isSafe(key)
          : typeof key === "string" && new RegExp(pattern[0], "u").test(key);
      return fits ? form(pattern[1], value) : none(value);
    }
    const { additionalProperties } = at;
    return form(
      typeof additionalProperties === "object" ? (additionalProperties as JsonSchema) : refused,
      value,
    );
  }

  /** Members of which some have keys that no schema describes: equal ones clash, and JSON may not hold all of them. */
  function anyMembers(declared: Record<string, JsonSchema>, entries: Pairs["entries"]): unknown {
    const seen = new Set<string>();
    const json: [string, unknown][] = [];
    const names = new Set(Object.keys(declared));
    for (const [index, [key, value]] of entries.entries()) {
      const identity = identityOf(key);
      if (seen.has(identity)) clash = identity.includes("NaN") ? clash || "perhaps" : true;
      seen.add(identity);
      const own = declaredName(declared, key);
      if (own !== undefined) {
        json.push([own, form(declared[own] as JsonSchema, value)]);
        continue;
      }
      undescribed(key);
      const name = anyName(key);
      const isMet = name === undefined || names.has(name);
      hasNoJson ||= isMet;
      if (name !== undefined) names.add(name);
      json.push([isMet ? `${NAMELESS}${index}` : name, undescribed(value)]);
    }
    return Object.fromEntries(json);
  }

  /** What no schema describes: whatever it is, it has a form. */
  function undescribed(inner: unknown): unknown {
    if (inner instanceof Pairs) return anyMembers({}, inner.entries);
    if (Array.isArray(inner)) return inner.map(undescribed);
    if (inner instanceof Tag) {
      const tag = BigInt(inner.tag as bigint);
      return { tag: isSafe(tag) ? Number(tag) : String(tag), value: undescribed(inner.contents) };
    }
    if (inner === undefined) return null;
    if (inner instanceof Simple) return { simple: Number(inner.value) };
    return typeof inner === "number" && !Number.isFinite(inner) ? String(inner) : free(inner);
  }

  /** The mapping without a schema. */
  function free(inner: unknown): unknown {
    if (inner instanceof Pairs) return members({ additionalProperties: refused }, inner);
    if (Array.isArray(inner)) return inner.map(free);
    if (isBytes(inner)) return base64(inner);
    if (typeof inner === "bigint") return isSafe(inner) ? Number(inner) : String(inner);
    if (typeof inner === "number" && Number.isFinite(inner)) return plainZero(inner);
    if (inner === null || typeof inner === "string" || typeof inner === "boolean") return inner;
    formless = true;
    if (inner instanceof Tag) free(inner.contents);
    return null;
  }

  function nameOf(key: unknown): string {
    if (key instanceof Pairs || Array.isArray(key)) clash = true;
    if (typeof key === "string" || typeof key === "boolean" || key === null) return String(key);
    if (typeof key === "bigint") return String(key);
    if (typeof key === "number" && Number.isFinite(key)) return String(plainZero(key));
    if (isBytes(key)) return base64(key);
    free(key);
    formless = true;
    const content = key instanceof Tag ? JSON.stringify(jsonForm(refused, key.contents, judge).json) : "";
    const number = key instanceof Tag ? key.tag : key instanceof Simple ? key.value : key;
    return `${NAMELESS}${String(number)} ${content}`;
  }

  const json = form(schema, item);
  return { json, formless, clash, hasNoJson, holdsPayloads };
}

/** Whether undeclared members may be anything. */
function isOpen({ patternProperties, additionalProperties }: JsonSchema): boolean {
  if (patternProperties !== undefined) return false;
  if (additionalProperties === true) return true;
  if (typeof additionalProperties !== "object" || additionalProperties === null) return false;
  if (additionalProperties === refused) return false;
  return !["type", "anyOf", "enum", "const", "cborTag", "$ref"].some(
    (keyword) => keyword in additionalProperties,
  );
}

/** What a key is called in JSON, if it has a name there. */
function anyName(key: unknown): string | undefined {
  if (isBytes(key)) return base64(key);
  if (typeof key === "number") return Number.isFinite(key) ? String(plainZero(key)) : undefined;
  return key === null || ["string", "bigint", "boolean"].includes(typeof key) ? String(key) : undefined;
}

/** A text that equal keys share: an integer is none of the floats, and a map has no order. */
function identityOf(key: unknown): string {
  if (key instanceof Pairs) {
    const pairs = key.entries.map(([one, value]) => `${identityOf(one)}: ${identityOf(value)}`);
    return `{${pairs.sort().join(", ")}}`;
  }
  if (Array.isArray(key)) return `[${key.map(identityOf).join(", ")}]`;
  if (key instanceof Tag) return `${key.tag}(${identityOf(key.contents)})`;
  if (key instanceof Simple) return `simple ${key.value}`;
  if (isBytes(key)) return `bytes ${base64(key)}`;
  if (typeof key === "string") return JSON.stringify(key);
  return typeof key === "number" ? `float ${plainZero(key)}` : String(key);
}

function hasLength({ minItems, maxItems = Number.POSITIVE_INFINITY }: JsonSchema, length: number): boolean {
  return length >= (minItems as number) && length <= (maxItems as number);
}

function itemSchema(at: JsonSchema, index: number): JsonSchema {
  const [own, all] = [(at.prefixItems as JsonSchema[] | undefined)?.[index], at.items];
  return own ?? (typeof all === "object" ? (all as JsonSchema) : anything);
}

function declaredName(declared: Record<string, JsonSchema>, key: unknown): string | undefined {
  if (typeof key === "string") {
    return Object.hasOwn(declared, key) && declared[key]?.key === undefined ? key : undefined;
  }
  if (typeof key !== "bigint") return undefined;
  return Object.keys(declared).find((name) => {
    const own = declared[name]?.key;
    return typeof own === "number" && BigInt(own) === key;
  });
}

const isBytes = (item: unknown): item is Uint8Array => item instanceof Uint8Array;
const isSafe = (item: bigint) => Number.isSafeInteger(Number(item));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** JSON has one zero. */
const plainZero = (value: number) => (value === 0 ? 0 : value);
