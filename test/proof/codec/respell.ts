import type { Random } from "./random.ts";

/**
 * Writes a well-formed payload in another of its many spellings: heads wider than needed, indefinite lengths, strings
 * in chunks, maps in another order. A decoder must read the same value from it.
 */
export function respell(payload: Uint8Array, random: Random): Uint8Array {
  const out: number[] = [];
  let at = 0;

  function argumentAt(): bigint {
    const info = (payload[at++] as number) & 31;
    if (info < 24) return BigInt(info);
    let value = 0n;
    for (let rest = 1 << (info - 24); rest > 0; rest--)
      value = (value << 8n) | BigInt(payload[at++] as number);
    return value;
  }

  function head(major: number, argument: bigint): void {
    const least =
      argument < 24n ? 0 : argument < 256n ? 1 : argument < 65_536n ? 2 : argument < 2n ** 32n ? 4 : 8;
    const widths = [0, 1, 2, 4, 8].filter((width) => width >= least);
    const width = random.oneIn(3) ? random.pick(widths) : least;
    if (width === 0) out.push((major << 5) | Number(argument));
    else {
      out.push((major << 5) | (24 + Math.log2(width)));
      for (let shift = width - 1; shift >= 0; shift--)
        out.push(Number((argument >> BigInt(8 * shift)) & 255n));
    }
  }

  function string(major: number): void {
    const length = Number(argumentAt());
    const bytes = payload.subarray(at, at + length);
    at += length;
    if (!random.oneIn(4)) {
      head(major, BigInt(length));
      out.push(...bytes);
      return;
    }
    out.push((major << 5) | 31);
    for (let start = 0; start < length; ) {
      let end = Math.min(length, start + 1 + random.below(10));
      // A chunk of text holds whole characters.
      while (major === 3 && end < length && ((bytes[end] as number) & 0xc0) === 0x80) end++;
      head(major, BigInt(end - start));
      out.push(...bytes.subarray(start, end));
      start = end;
    }
    out.push(0xff);
  }

  function pieces(count: number): Uint8Array[] {
    return Array.from({ length: count }, () => {
      const start = out.length;
      item();
      return Uint8Array.from(out.splice(start));
    });
  }

  function container(major: number): void {
    const count = Number(argumentAt());
    const rounds = Array.from({ length: count }, () =>
      pieces(major === 5 ? 2 : 1).flatMap((piece) => [...piece]),
    );
    if (major === 5 && random.oneIn(2)) rounds.sort(() => (random.oneIn(2) ? 1 : -1));
    const indefinite = random.oneIn(4);
    if (indefinite) out.push((major << 5) | 31);
    else head(major, BigInt(count));
    for (const round of rounds) out.push(...round);
    if (indefinite) out.push(0xff);
  }

  function item(): void {
    const major = (payload[at] as number) >> 5;
    if (major <= 1) head(major, argumentAt());
    else if (major <= 3) string(major);
    else if (major <= 5) container(major);
    else if (major === 6) {
      head(6, argumentAt());
      item();
    } else {
      const info = (payload[at] as number) & 31;
      const length = info < 24 ? 1 : 1 + (1 << (info - 24));
      out.push(...payload.subarray(at, at + length));
      at += length;
    }
  }

  item();
  return Uint8Array.from(out);
}
