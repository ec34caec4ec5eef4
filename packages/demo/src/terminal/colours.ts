import picocolors from "picocolors";

/** Colour functions: at a terminal that has colours, unless `NO_COLOR` is set; elsewhere they return their argument. */
export const pc = picocolors.createColors(process.stdout.isTTY === true && process.stdout.hasColors());
