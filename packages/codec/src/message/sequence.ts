/**
 * CBOR sequences: data items one behind the other, with nothing around them, as logs and streams hold them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8742.html | RFC 8742}
 * @module
 */
import { skip } from "../cbor/skip.ts";
import { CodecError, type Issue, issue } from "../error.ts";
import { asPayload } from "../json/kinds.ts";

/** One data item of a sequence. */
export interface SequenceItem {
  /** Offset of its first byte in the sequence. */
  readonly offset: number;
  /** Offset behind its last byte, where the next one begins. */
  readonly end: number;
  /** Its bytes: a view of the sequence, not a copy. */
  readonly bytes: Uint8Array;
}

/** One data item of a sequence, decoded. */
export interface DecodedItem<Value> extends SequenceItem {
  readonly value: Value;
}

/**
 * Divides a sequence into its data items, without a look at what is in them. What is not well-formed is handed on as the
 * last item, so that whoever decodes it says where the fault is. An empty payload is a sequence of none.
 *
 * @example for (const { bytes } of splitSequence(log)) console.log(diagnose(bytes))
 * @throws TypeError when it is given no Uint8Array
 */
export function* splitSequence(sequence: Uint8Array): Generator<SequenceItem, void, void> {
  asPayload(sequence, "splitSequence");
  for (let offset = 0; offset < sequence.length; ) {
    const behind = skip(sequence, offset);
    const end = behind < 0 || behind > sequence.length ? sequence.length : behind;
    yield { offset, end, bytes: sequence.subarray(offset, end) };
    offset = end;
  }
}

/**
 * Decodes a sequence item by item, each by itself: with a message type, within its limits; without one, with whatever reads
 * a data item. The items in front of a fault have been handed out by the time that it is thrown.
 *
 * @example for (const { value, end } of decodeSequence(upTick, log)) store(value, end)
 * @example for (const { value } of decodeSequence({ decode: cborToJson }, log)) print(value)
 * @throws CodecError as `decode` does; offsets are those in the sequence
 */
export function* decodeSequence<Value>(
  { decode }: { readonly decode: (payload: Uint8Array) => Value },
  sequence: Uint8Array,
): Generator<DecodedItem<Value>, void, void> {
  for (const item of splitSequence(sequence)) {
    const value = withPlaces(
      () => decode(item.bytes),
      ({ offset = 0 }) => ({ offset: offset + item.offset }),
    );
    yield { ...item, value };
  }
}

/**
 * Encodes values one behind the other.
 *
 * @example encodeSequence(upTick, [{ n: 1 }, { n: 2 }])
 * @throws CodecError as `encode` does; paths begin with which of the values it is, from 0
 */
export function encodeSequence<Input>(
  { encode }: { readonly encode: (value: Input) => Uint8Array },
  values: Iterable<Input>,
): Uint8Array<ArrayBuffer> {
  const items = Array.from(values, (value, index) =>
    withPlaces(
      () => encode(value),
      ({ instancePath = "" }) => ({ instancePath: `/${index}${instancePath}` }),
    ),
  );
  const sequence = new Uint8Array(items.reduce((length, item) => length + item.length, 0));
  let at = 0;
  for (const item of items) {
    sequence.set(item, at);
    at += item.length;
  }
  return sequence;
}

/**
 * Runs what reads or writes one item, and tells the places of its faults as they are in the sequence.
 *
 * @throws CodecError what it throws, with other places
 */
function withPlaces<T>(run: () => T, placeOf: (fault: Issue) => Partial<Issue>): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    const issues = error.issues.map((one) => issue({ ...one, ...placeOf(one) }));
    throw new CodecError(issues as [Issue, ...Issue[]], { cause: error });
  }
}
