import { formatDevEui } from "@wirebook/mqtt/protocol";

/** Where simulated DevEUIs begin, unless told otherwise. */
export const FIRST_DEV_EUI = "70b3d5e05f000000";

/** The DevEUI of a simulated device, counted from 0. */
export function devEuiOf(index: number, first: string = FIRST_DEV_EUI): string {
  return (BigInt(`0x${formatDevEui(first)}`) + BigInt(index)).toString(16).padStart(16, "0");
}

/** Whether a device is one of a share of all, which is spread evenly: with 0.25, each fourth is. */
export function isAmong(index: number, share: number): boolean {
  return Math.floor((index + 1) * share) > Math.floor(index * share);
}
