import { type ReactNode, useId } from "react";

/** One of several forms of the same thing. */
export interface Tab {
  readonly label: string;
  readonly content: ReactNode;
}

/** Several forms of the same thing, one in sight. The tabs are radio buttons: they need no script. */
export default function WirebookTabs({
  legend,
  tabs,
}: {
  readonly legend: string;
  readonly tabs: readonly Tab[];
}): ReactNode {
  const group = useId();
  return (
    <fieldset className="wb-tabs">
      <legend className="wb-hidden">{legend}</legend>
      {tabs.map(({ label }, place) => (
        <label key={label} className="wb-tab">
          <input type="radio" name={group} value={label} defaultChecked={place === 0} />
          <span>{label}</span>
        </label>
      ))}
      <div className="wb-panels">
        {tabs.map(({ label, content }) => (
          <div key={label} className="wb-panel" data-form={label}>
            {content}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
