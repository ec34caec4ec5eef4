import { pc } from "./colours.ts";

const WIDTH = 96;

/** A heading across the terminal. */
export function rule(title: string): string {
  return `\n${pc.bold(title)} ${pc.dim("─".repeat(WIDTH - title.length - 1))}`;
}

/** Text in exactly so many columns. */
export function clip(text: string, columns: number): string {
  return text.length > columns ? `${text.slice(0, columns - 1)}…` : text.padEnd(columns);
}

/** A share as a bar with its percentage. */
export function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * 16);
  return `${pc.green("█".repeat(full))}${pc.dim("░".repeat(16 - full))} ${String(Math.round(share * 100)).padStart(3)}%`;
}

/** Bytes as hexadecimal digits. */
export function bytesOf(payload: Uint8Array): string {
  return Array.from(payload, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
