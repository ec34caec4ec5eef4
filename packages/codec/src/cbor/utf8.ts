/**
 * Whether bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF, nothing cut short.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3629.html#section-4 | RFC 3629 §4}
 */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const lead = bytes[at++] as number;
    if (lead < 0x80) continue;
    const tail = tailLength(lead);
    if (tail === 0 || at + tail > end) return false;
    // Only the byte behind the lead has bounds of its own: they shut out overlong forms and surrogates.
    const second = bytes[at] as number;
    if (second < lowestSecond(lead) || second > highestSecond(lead)) return false;
    for (let i = 1; i < tail; i++) {
      if (((bytes[at + i] as number) & 0xc0) !== 0x80) return false;
    }
    at += tail;
  }
  return true;
}

function tailLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
}

function lowestSecond(lead: number): number {
  if (lead === 0xe0) return 0xa0;
  return lead === 0xf0 ? 0x90 : 0x80;
}

function highestSecond(lead: number): number {
  if (lead === 0xed) return 0x9f;
  return lead === 0xf4 ? 0x8f : 0xbf;
}
