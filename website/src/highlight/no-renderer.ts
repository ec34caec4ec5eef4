/**
 * Stands in for `prism-react-renderer`: the theme loads it on every page for its code blocks, and this site has its own.
 * Its grammars took a third of the time that a page needed to come alive.
 */
export const Prism = {};
