import Layout from "@theme/Layout";

export default function Home() {
  return (
    <Layout>
      <h1>Getting Started</h1>
      <p>The names of languages are abstract as async await break case catch class const.</p>
      <p>Guides, and a list of what there is to read.</p>
    </Layout>
  );
}
