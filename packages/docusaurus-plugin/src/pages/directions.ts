/** The order of the directions in lists; others come behind. */
const DIRECTIONS = ["up", "req", "down"];

/** The position of a direction in lists, from 1 on. */
export function positionOf(direction: string): number {
  const index = DIRECTIONS.indexOf(direction);
  return index < 0 ? DIRECTIONS.length + 1 : index + 1;
}
