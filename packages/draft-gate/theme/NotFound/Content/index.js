import { usePluginData } from "@docusaurus/useGlobalData";
import Content from "@theme-init/NotFound/Content";

/**
 * The theme's "page not found" with a way to sign in below it: what an outsider cannot find may be there for a reader.
 * It says the same wherever it stands.
 */
export default function NotFoundContent(props) {
  const { signIn, label } = usePluginData("docusaurus-draft-gate");
  return (
    <>
      <Content {...props} />
      {signIn && (
        <div className="draft-gate-not-found">
          <div className="container margin-bottom--xl">
            <div className="row">
              <p className="col col--6 col--offset-3">
                <a className="button button--secondary" href={signIn}>
                  {label}
                </a>
              </p>
            </div>
          </div>
        </div>
      )}
    </>
  );
}
