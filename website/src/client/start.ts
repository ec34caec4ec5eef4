/**
 * A page comes alive in steps: first it is painted, then the large modules run, each in a turn of its own, so that the
 * browser answers its reader in between. Run at once, they would hold a phone for half a second.
 */
const STEPS: readonly (() => Promise<unknown>)[] = [
  // The first, for the order of the style sheets in it.
  () => import(/* webpackMode: "eager" */ "@generated/client-modules"),
  () => import(/* webpackMode: "eager" */ "react-dom/client"),
  () => import(/* webpackMode: "eager" */ "@docusaurus/router"),
  () => import(/* webpackMode: "eager" */ "@generated/routes"),
  () => import(/* webpackMode: "eager" */ "@theme/Navbar"),
  () => import(/* webpackMode: "eager" */ "@theme/Layout"),
  () => import(/* webpackMode: "eager" */ "docusaurus-client-entry"),
];

void start();

async function start(): Promise<void> {
  await painted();
  for (const step of STEPS) {
    await step();
    await turn();
  }
}

/** Waits until the page is on the screen; one that nobody looks at is never painted. */
async function painted(): Promise<void> {
  if (document.visibilityState === "visible") {
    await Promise.race([
      new Promise((resolve) => requestAnimationFrame(resolve)),
      new Promise((resolve) => setTimeout(resolve, 500)),
    ]);
  }
  await turn();
}

/** Lets the browser do what waits. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });
}
