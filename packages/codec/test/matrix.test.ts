import { CodecError, type CodecErrorCode, type Limits, type Message, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { fromHex, show } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { rows as plainRows, type Row } from "./checks/mapping.ts";
import { viewRows } from "./checks/views.ts";

const rows: readonly Row[] = [...plainRows, ...viewRows];

type Verb = "decode" | "encode" | "fromJson";
type Outcome = "accepted" | CodecErrorCode;

/** What can become of an argument: bytes alone can be malformed or invalid, a value can only be other than expected. */
const possible: Record<Verb, readonly Outcome[]> = {
  decode: ["accepted", "not-well-formed", "limit", "invalid", "unexpected"],
  encode: ["accepted", "limit", "unexpected"],
  fromJson: ["accepted", "limit", "unexpected"],
};

const verbs = Object.keys(possible) as Verb[];

/** One sample: an argument, and what must become of it. */
interface Sample {
  readonly verb: Verb;
  readonly argument: unknown;
  readonly outcome: Outcome;
  readonly limits?: Partial<Limits>;
  /** What an accepted argument becomes. */
  readonly result?: unknown;
}

/** The field stands in an object, as fields do: `{ "v": … }`. */
const member = (hex: string) => fromHex(`a16176${hex}`);

const textWithBadUtf8 = "61ff";

/** All samples of a row; those that each row shares are made from what it accepts. */
function samplesOf(row: Row): Sample[] {
  const given = (verb: Verb, outcome: Outcome, argument: unknown): Sample => ({ verb, outcome, argument });
  return [
    ...row.accepted.flatMap(({ hex, value, json, written = hex }): Sample[] => [
      { verb: "decode", argument: member(hex), outcome: "accepted", result: { v: value } },
      { verb: "encode", argument: { v: value }, outcome: "accepted", result: member(written) },
      // What no schema describes comes back from JSON as JSON has it: as text and numbers.
      {
        verb: "fromJson",
        argument: { v: json },
        outcome: "accepted",
        ...(isDeclared(row) && { result: { v: plainZero(value) } }),
      },
      { verb: "decode", argument: member(hex).subarray(0, -1), outcome: "not-well-formed" },
      { verb: "decode", argument: fromHex(`a16176${hex}00`), outcome: "not-well-formed" },
      { verb: "decode", argument: member(hex), outcome: "limit", limits: { bytes: member(hex).length - 1 } },
      { verb: "decode", argument: member(hex), outcome: "limit", limits: { items: 2 } },
      {
        verb: "encode",
        argument: { v: value },
        outcome: "limit",
        limits: { bytes: member(written).length - 1 },
      },
      { verb: "encode", argument: { v: value }, outcome: "limit", limits: { items: 2 } },
      { verb: "fromJson", argument: { v: json }, outcome: "limit", limits: { items: 2 } },
    ]),
    ...[textWithBadUtf8, ...(row.invalidHex ?? [])].map((hex) => given("decode", "invalid", member(hex))),
    ...row.unexpectedHex.map((hex) => given("decode", "unexpected", member(hex))),
    ...row.unexpectedValues.map((value) => given("encode", "unexpected", { v: value })),
    ...row.unexpectedJson.map((json) => given("fromJson", "unexpected", { v: json })),
  ];
}

const isDeclared = ({ row }: Row) => !["open members", "ArrayStruct, open", "no schema"].includes(row);

/** JSON has one zero. */
const plainZero = (value: unknown) => (value === 0 ? 0 : value);

/** How many samples a cell of the matrix has. */
function count(row: Row, verb: Verb, outcome: Outcome): number {
  return samplesOf(row).filter((sample) => sample.verb === verb && sample.outcome === outcome).length;
}

/** Defines the message of a row once for each limits that its samples ask for. */
function definer({ row, schema }: Row, engine: (typeof engines)[number]) {
  const messages = new Map<string, Message>();
  return (limits: Partial<Limits>): Message => {
    const key = JSON.stringify(limits);
    const message =
      messages.get(key) ??
      (define(
        { name: "test/row", title: row, payload: Type.Object({ v: schema }) },
        { engine, limits },
      ) as Message);
    messages.set(key, message);
    return message;
  };
}

for (const engine of engines) {
  describe(`the ${engine} engine`, () => {
    for (const row of rows) {
      describe(row.row, () => {
        const messageWith = definer(row, engine);
        test.each(
          samplesOf(row).map(
            (sample) => [`${sample.verb} ${show(sample.argument)}`, sample.outcome, sample] as const,
          ),
        )("%s is %s", (_, outcome, { verb, argument, limits = {}, result }) => {
          const message = messageWith(limits);
          const run = () => message[verb](argument as never) as unknown;
          if (outcome !== "accepted") {
            expect(run).toThrow(CodecError);
            expect(run).toThrow(expect.objectContaining({ code: outcome }));
            return;
          }
          const got = run();
          if (result !== undefined) expect(show(got)).toBe(show(result));
          if (verb === "decode") expect(message.is(got)).toBe(true);
        });
      });
    }
  });
}

test("every cell that can occur has a sample", () => {
  const columns = verbs.flatMap((verb) => possible[verb].map((outcome) => [verb, outcome] as const));
  const line = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(28)}${cells.map((text) => String(text).padStart(16)).join("")}`;
  const table = rows.map((row) => ({ row, cells: columns.map((column) => count(row, ...column)) }));
  console.log(
    [
      line(
        "",
        columns.map(([verb]) => verb),
      ),
      line(
        "samples, for each engine",
        columns.map(([, outcome]) => outcome),
      ),
      ...table.map(({ row, cells }) => line(row.row, cells)),
    ].join("\n"),
  );
  const empty = table.flatMap(({ row, cells }) =>
    cells.flatMap((samples, index) => (samples === 0 ? [`${row.row}: ${columns[index]?.join(" ")}`] : [])),
  );
  // Where there is no schema, nothing that is valid is unexpected.
  expect(empty).toEqual(["no schema: decode unexpected"]);
});
