/** What has more digits than fit here is left. */
const MOST = 0x7fff_ffff;
/** Powers of ten, as far as they fit. */
const POWERS = Int32Array.from({ length: 10 }, (_, power) => 10 ** power);

/**
 * A number, but no integer, of a few decimal places, as sensors have them, in a fraction of the time that the engine's own digits take. Of so
 * few digits, no two decimals are the same float: the one that is divided into this number is the shortest that is read as it.
 *
 * @returns the place behind it; 0 where it has more places than that
 */
export function putFraction(out: Uint8Array, at: number, value: number): number {
  const size = Math.abs(value);
  let places = 3;
  let digits = Math.round(size * 1e3);
  if (digits / 1e3 !== size) {
    places = 6;
    digits = Math.round(size * 1e6);
    if (digits / 1e6 !== size) return 0;
  }
  // Whatever is no less than the last place: a text of smaller ones has an exponent.
  if (digits > MOST || digits === 0) return 0;
  let to = at;
  if (value < 0) out[to++] = 0x2d;
  return putPlaces(out, to, digits | 0, places);
}

/** An integer with a point before so many of its digits, without the zeros behind the last other one, which there is. */
function putPlaces(out: Uint8Array, at: number, digits: number, places: number): number {
  let rest = digits;
  let left = places;
  while (rest % 10 === 0) {
    rest = (rest / 10) | 0;
    left--;
  }
  let width = left + 1;
  while (width < POWERS.length && rest >= (POWERS[width] as number)) width++;
  const point = at + width - left;
  for (let place = at + width; place >= at; place--) {
    if (place === point) {
      out[place] = 0x2e;
      continue;
    }
    const tenth = (rest / 10) | 0;
    out[place] = 0x30 + rest - tenth * 10;
    rest = tenth;
  }
  return at + width + 1;
}
