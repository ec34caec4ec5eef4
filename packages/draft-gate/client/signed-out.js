import globalData from "@generated/globalData";

// In every private tree, and in no public one. A tab that is still open after its reader signed out holds pages that
// the server would no longer send, and Docusaurus shows those without asking it: this asks.
const { check } = globalData["docusaurus-draft-gate"].default;

async function reloadIfSignedOut() {
  // Without an answer (no network, another server) the page stays as it is.
  const answer = await fetch(check, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  if (answer?.status === 401) window.location.reload();
}

/** Docusaurus calls this after each navigation. */
export function onRouteDidUpdate({ previousLocation }) {
  if (previousLocation) reloadIfSignedOut();
}

if (typeof window !== "undefined") {
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) reloadIfSignedOut();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") reloadIfSignedOut();
  });
}
