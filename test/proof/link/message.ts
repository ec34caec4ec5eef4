import { defineMessage, Type } from "@wirebook/codec";
import { uplink } from "@wirebook/schemas";

/** The uplink that the faults are tried with: about 60 bytes. */
export const upTick = defineMessage({
  name: "up/tick",
  title: "Tick",
  payload: uplink("tick", Type.Object({ value: Type.Integer(), note: Type.String() })),
});

/** The payload of a device's message. */
export function tickPayload(devEui: string, n: number): Uint8Array {
  return upTick.encode({ i: devEui, n: BigInt(n), q: "tick", d: { value: n * 7, note: "a tick of it" } });
}

/** DevEUI of the device of this index. */
export function devEuiOf(index: number): string {
  return `70b3d5e05${index.toString(16).padStart(7, "0")}`;
}

/** How the handler fails, for 1 % of the messages: half of the devices' at the first attempt, the others' at each. */
export function failureOf(devEui: string, n: number): "first" | "each" | undefined {
  if (n % 100 !== 7) return undefined;
  return Number.parseInt(devEui.slice(-1), 16) % 2 === 0 ? "first" : "each";
}

/** Whether a message's payload is damaged where payloads are: 1 % of them. */
export function isPoisoned(n: number): boolean {
  return n % 100 === 42;
}
