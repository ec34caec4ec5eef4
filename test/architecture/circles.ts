/** Who points to whom. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** A graph from its arrows. */
export function graphOf(arrows: Iterable<readonly [string, string]>): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of arrows) {
    const targets = graph.get(from) ?? new Set();
    graph.set(from, targets.add(to));
  }
  return graph;
}

/** All that can be reached from somewhere, without the start itself unless a circle leads back to it. */
export function reachableFrom(start: string, graph: Graph): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of graph.get(at) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  }
  return reached;
}

/** Every set of nodes each of which reaches all others, in the words that a failing test shows: with one circle in it. */
export function circlesIn(graph: Graph): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  for (const start of graph.keys()) {
    if (done.has(start)) continue;
    const knot = [...reachableFrom(start, graph)].filter((one) => reachableFrom(one, graph).has(start));
    for (const one of knot) done.add(one);
    if (knot.length > 0) circles.push(told(knot.sort(), circleThrough(knot[0] as string, graph)));
  }
  return circles;
}

function told(knot: readonly string[], circle: readonly string[]): string {
  const path = circle.join(" → ");
  return knot.length <= circle.length - 1 ? path : `{${knot.join(", ")}}, for example ${path}`;
}

/** The shortest way from a node back to itself. */
function circleThrough(start: string, graph: Graph): string[] {
  const seen = new Set<string>();
  let ways: string[][] = [[start]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) =>
      [...(graph.get(way[way.length - 1] as string) ?? [])].map((next) => [...way, next]),
    );
    const back = longer.find((way) => way[way.length - 1] === start);
    if (back !== undefined) return back;
    ways = longer.filter((way) => {
      const end = way[way.length - 1] as string;
      return !seen.has(end) && seen.add(end);
    });
  }
  return [];
}
