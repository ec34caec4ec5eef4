/** Seconds as people read them, three digits. */
export function duration(seconds: number): string {
  const [scale, unit] =
    seconds < 1e-6 ? [1e9, "ns"] : seconds < 1e-3 ? [1e6, "µs"] : seconds < 1 ? [1e3, "ms"] : [1, "s"];
  return `${(seconds * scale).toPrecision(3).replace(/e\+3$/, "000")} ${unit}`;
}

/** Bytes as people read them. */
export function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** A figure in its unit. */
export function figure(value: number, unit: "s" | "B"): string {
  return unit === "B" ? size(value) : value < 0 ? `-${duration(-value)}` : duration(value);
}

/** How many times. */
export function times(factor: number): string {
  return `${factor.toFixed(factor < 10 ? 2 : factor < 100 ? 1 : 0)}×`;
}
