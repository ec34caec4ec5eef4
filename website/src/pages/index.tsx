import { translate } from "@docusaurus/Translate";
import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { Facts } from "../landing/Facts.tsx";
import { Opening } from "../landing/Opening.tsx";
import { Parts } from "../landing/Parts.tsx";
import { Try } from "../landing/Try.tsx";

/** The landing page. */
export default function Home(): ReactNode {
  return (
    <Layout
      description={translate({
        id: "landing.description",
        message:
          "Typed CBOR codecs for device messages, and the book that documents them, from one definition.",
      })}
    >
      <main className="container">
        <Opening />
        <Parts />
        <Try />
        <Facts />
      </main>
    </Layout>
  );
}
