type Prefetch = Window["docusaurus"]["prefetch"];

/**
 * Docusaurus fetches the pages behind all links in sight at once, while the page itself still comes alive. Here they wait
 * until the browser has nothing else to do.
 */
export function onRouteUpdate(): void {
  const { docusaurus } = window;
  // Docusaurus freezes its own.
  if (!Object.isFrozen(docusaurus)) return;
  window.docusaurus = { ...docusaurus, prefetch: oneByOne(docusaurus.prefetch) };
}

function oneByOne(prefetch: Prefetch): Prefetch {
  const waiting: string[] = [];
  function fetchNext(): void {
    const path = waiting[0];
    if (path === undefined) return;
    void prefetch(path);
    waiting.shift();
    whenIdle(fetchNext);
  }
  return (path) => {
    if (waiting.push(path) === 1) whenIdle(fetchNext);
    return false;
  };
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act);
  else setTimeout(act, 200);
}
