/** One line of a text stream, counted from 1; without `text` where it was longer than anybody may need. */
export interface Line {
  readonly number: number;
  readonly text?: string;
}

const LINE_FEED = 0x0a;

/**
 * Splits a stream into lines, as many at a time as a chunk completes. No more than `longest` bytes of a line are kept,
 * so that a stream without line ends cannot fill the memory.
 */
export async function* linesOf(stream: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Line[]> {
  let kept: Buffer[] = [];
  let length = 0;
  let number = 0;

  const keep = (part: Buffer) => {
    length += part.length;
    if (length > longest) kept = [];
    else if (part.length > 0) kept.push(part);
  };
  const finish = (): Line => {
    const whole = length > longest ? undefined : Buffer.concat(kept).toString().replace(/\r$/, "");
    const text = number === 0 ? whole?.replace(/^\ufeff/, "") : whole;
    kept = [];
    length = 0;
    number++;
    return text === undefined ? { number } : { number, text };
  };

  for await (const chunk of stream) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      lines.push(finish());
      start = end + 1;
    }
    keep(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [finish()];
}
