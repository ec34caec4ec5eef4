import Translate, { translate } from "@docusaurus/Translate";
import type { Answer, Fault } from "@wirebook-client/protocol";
import type { ReactNode } from "react";

/** Whether the payload can be read: how much it holds, or which byte is wrong and why. */
export default function WirebookPlaygroundVerdict({ answer }: { readonly answer: Answer }): ReactNode {
  const { fault, milliseconds } = answer;
  return (
    <div
      className={fault === undefined ? "wb-verdict wb-verdict--good" : "wb-verdict wb-verdict--bad"}
      role="status"
    >
      {fault === undefined ? <Good answer={answer} /> : <Bad fault={fault} />}
      <small data-milliseconds={milliseconds.toFixed(1)}>{milliseconds.toFixed(1)} ms</small>
    </div>
  );
}

function Good({ answer: { payload, arrays } }: { readonly answer: Answer }) {
  const size =
    payload === undefined
      ? ""
      : translate({ id: "wirebook.result.size", message: "{bytes} bytes" }, { bytes: payload.length });
  return (
    <>
      <strong>
        <Translate id="wirebook.result.good">Reads well</Translate>
      </strong>
      <span>{[size, ...arrays.map(({ path, length }) => `${path || "/"}: ${length}`)].join(" · ")}</span>
    </>
  );
}

function Bad({ fault }: { readonly fault: Fault }) {
  const { code, offset, instancePath, message, expected } = fault;
  return (
    <>
      <strong>
        {offset === undefined
          ? (instancePath ?? translate({ id: "wirebook.result.bad", message: "Not readable" }))
          : translate({ id: "wirebook.result.byte", message: "Byte {offset}" }, { offset })}
        {code !== undefined && <code>{code}</code>}
      </strong>
      <span>
        {expected === undefined ? (
          message
        ) : (
          <>
            {instancePath ? <code>{instancePath}</code> : null} {expectation(expected, fault.found)}
          </>
        )}
      </span>
    </>
  );
}

function expectation(expected: string, found: string | undefined): string {
  return found === undefined
    ? translate({ id: "wirebook.result.expected", message: "expected {expected}" }, { expected })
    : translate(
        { id: "wirebook.result.expectedFound", message: "expected {expected}, found {found}" },
        { expected, found },
      );
}
