import { translate } from "@docusaurus/Translate";
import type { PageData } from "docusaurus-plugin-wirebook";
import { type ReactNode, useId } from "react";

const WIDTH = 640;
const DEVICE = 92;
const BROKER = 320;
const BACKEND = 548;
const TOP = 58;
const STEP = 62;

interface Arrow {
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Who sends the message, who receives it, and what comes back: a sequence diagram without a script. */
export default function WirebookExchange({ page }: { readonly page: PageData }): ReactNode {
  const titleId = useId();
  const names = {
    device: translate({ id: "wirebook.exchange.device", message: "Device" }),
    broker: translate({ id: "wirebook.exchange.broker", message: "MQTT broker" }),
    backend: translate({ id: "wirebook.exchange.backend", message: "Backend" }),
  };
  const { steps, deadline } = stepsOf(page);
  const arrows = steps.flatMap(({ name, up }, index): Arrow[] => {
    const y = TOP + 34 + index * STEP;
    const [from, to] = up ? [DEVICE, BACKEND] : [BACKEND, DEVICE];
    return [
      { y, from, to: BROKER, label: name },
      { y: y + 16, from: BROKER, to, label: "" },
    ];
  });
  const height = TOP + 34 + (steps.length - 1) * STEP + 46;
  return (
    <figure className="wb-exchange">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-labelledby={titleId}>
        <title id={titleId}>{describe(steps, names, deadline)}</title>
        {[
          [DEVICE, names.device],
          [BROKER, names.broker],
          [BACKEND, names.backend],
        ].map(([x, name]) => (
          <g key={x}>
            <line className="wb-exchange__life" x1={x} x2={x} y1={44} y2={height - 6} />
            <rect className="wb-exchange__box" x={Number(x) - 70} y={8} width={140} height={36} rx={4} />
            <text className="wb-exchange__name" x={x} y={31} textAnchor="middle">
              {name}
            </text>
          </g>
        ))}
        {arrows.map((arrow) => (
          <ArrowLine key={arrow.y} {...arrow} />
        ))}
        {deadline !== undefined && steps.length > 1 && (
          <g>
            <path
              className="wb-exchange__deadline"
              d={`M ${DEVICE - 12} ${TOP + 34} h -10 v ${STEP + 16} h 10`}
            />
            <text
              className="wb-exchange__seconds"
              x={DEVICE - 30}
              y={TOP + 34 + (STEP + 16) / 2 + 4}
              textAnchor="end"
            >
              {`≤ ${deadline} s`}
            </text>
          </g>
        )}
      </svg>
    </figure>
  );
}

function ArrowLine({ y, from, to, label }: Arrow) {
  const sign = to > from ? 1 : -1;
  const tip = to - sign * 2;
  return (
    <g>
      <line className="wb-exchange__arrow" x1={from} x2={tip - sign * 6} y1={y} y2={y} />
      <path className="wb-exchange__tip" d={`M ${tip} ${y} l ${-sign * 9} -4.5 v 9 z`} />
      {label !== "" && (
        <text className="wb-exchange__label" x={(from + to) / 2} y={y - 9} textAnchor="middle">
          {label}
        </text>
      )}
    </g>
  );
}

interface Step {
  readonly name: string;
  readonly up: boolean;
}

function stepsOf({ name, direction, answer, answers }: PageData): {
  steps: Step[];
  deadline: number | undefined;
} {
  const own = { name, up: direction !== "down" };
  if (answer !== undefined)
    return { steps: [own, { name: answer.name, up: false }], deadline: answer.deadline };
  const [request] = answers;
  if (request === undefined) return { steps: [own], deadline: undefined };
  return { steps: [{ name: request.name, up: true }, own], deadline: request.deadline };
}

function describe(
  steps: readonly Step[],
  names: { readonly device: string; readonly backend: string },
  deadline: number | undefined,
): string {
  const lines = steps.map(({ name, up }) =>
    up ? `${names.device} → ${names.backend}: ${name}` : `${names.backend} → ${names.device}: ${name}`,
  );
  return `${lines.join("; ")}${deadline === undefined ? "" : ` (≤ ${deadline} s)`}`;
}
