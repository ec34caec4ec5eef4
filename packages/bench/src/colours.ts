import picocolors from "picocolors";

/** Colour functions: at a terminal that has colours, unless `NO_COLOR` is set; elsewhere they return their argument. */
export default picocolors.createColors(process.stdout.isTTY === true && process.stdout.hasColors());
