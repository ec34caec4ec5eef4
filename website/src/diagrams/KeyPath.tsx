import type { ReactNode } from "react";
import styles from "./diagrams.module.css";

/** Who takes part, and where each stands. */
const ENDS = { device: 60, machine: 200, broker: 340 } as const;
const NAMES = { device: "device", machine: "your machine", broker: "broker" } as const;
type End = keyof typeof ENDS;

/** What goes from one to another, in this order. */
const STEPS: readonly { readonly from: End; readonly to: End; readonly what: string; readonly by: string }[] =
  [
    { from: "device", to: "machine", what: "signing request", by: "cert csr" },
    { from: "machine", to: "device", what: "certificate chain", by: "cert own" },
    { from: "machine", to: "device", what: "root.crt", by: "cert ca" },
    { from: "machine", to: "broker", what: "its own, and root.crt", by: "" },
    { from: "device", to: "broker", what: "TLS: each proves who it is", by: "" },
  ];
const [TOP, STEP, BOTTOM] = [78, 46, 46 * STEPS.length + 86];

const SUMMARY =
  "The key is made on the device and stays there. The device's shell prints a signing request (cert csr); your machine signs it, and the device takes the certificate with the intermediate (cert own) and the root (cert ca). The broker gets its own certificate and key, and the root. Then device and broker prove to each other over TLS who they are.";

/** The way of a key's certificate: from the shell of a device to its broker. */
export function KeyPath(): ReactNode {
  return (
    <svg className={styles.diagram} viewBox={`0 0 400 ${BOTTOM}`} role="img" aria-label={SUMMARY}>
      {Object.entries(ENDS).map(([end, x]) => (
        <g key={end}>
          <line className={styles.life} x1={x} x2={x} y1={34} y2={BOTTOM - 6} />
          <rect className={styles.end} x={x - 54} y={4} width={108} height={30} rx={6} />
          <text className={styles.name} x={x} y={24}>
            {NAMES[end as End]}
          </text>
        </g>
      ))}
      <text className={styles.note} x={ENDS.device} y={54}>
        makes its key
      </text>
      <text className={styles.note} x={ENDS.machine} y={54}>
        certs init
      </text>
      {STEPS.map(({ from, to, what, by }, index) => {
        const y = TOP + STEP * index + 22;
        const [start, end] = [ENDS[from], ENDS[to]];
        const away = end > start ? -6 : 6;
        return (
          <g key={what}>
            <line className={styles.arrow} x1={start} x2={end + away} y1={y} y2={y} />
            <path className={styles.head} d={`M${end} ${y} l${away * 1.5} -5 v10 z`} />
            <text className={styles.what} x={(start + end) / 2} y={y - 7}>
              {what}
            </text>
            <text className={styles.by} x={(start + end) / 2} y={y + 14}>
              {by}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
