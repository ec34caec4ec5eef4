import { translate } from "@docusaurus/Translate";
import Heading from "@theme/Heading";
import Layout from "@theme/Layout";
import WirebookPlayground from "@theme/WirebookPlayground";
import type { PlaygroundMessage, PlaygroundModule } from "docusaurus-plugin-wirebook";
import type { ReactNode } from "react";

/** Digits of an example that fits the screen. */
const MOST_DIGITS = 512;

/** The richest example that fits the screen. */
function richest({ messages }: PlaygroundModule): PlaygroundMessage | undefined {
  const fitting = messages.filter(({ example }) => example.length <= MOST_DIGITS);
  return fitting.sort((one, other) => other.example.length - one.example.length)[0] ?? messages[0];
}

/** The page that holds the playground alone. */
export default function WirebookPlaygroundPage({
  playground,
}: {
  readonly playground: PlaygroundModule;
}): ReactNode {
  const title = translate({ id: "wirebook.playground.title", message: "Playground" });
  const description = translate({
    id: "wirebook.playground.description",
    message: "Paste a CBOR payload and see which byte is which field. It stays in your browser.",
  });
  const first = richest(playground);
  return (
    <Layout title={title} description={description}>
      <main className="container margin-vert--lg">
        <Heading as="h1">{title}</Heading>
        <p>{description}</p>
        <WirebookPlayground
          name={first?.name}
          example={first?.example}
          load={async () => ({ default: playground })}
        />
      </main>
    </Layout>
  );
}
