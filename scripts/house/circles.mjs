// Which entries of a folder depend on each other, and where that goes in a circle.

/** Splits an import at the folder in which its two files part: `{ folder, from, to }`, the last two the names of its entries. */
const partingOf = (from, to) => {
  const a = from.split('/');
  const b = to.split('/');
  let depth = 0;
  while (a[depth] === b[depth] && depth < a.length - 1) depth += 1;
  return { folder: a.slice(0, depth).join('/'), from: a[depth], to: b[depth] };
};

/**
 * The graph of each folder: which of its entries (files and folders) import which. An import counts in the one folder in which its
 * two files part, so a circle between folders is found however deep the files lie in them. `folder → from → to → [import, …]`.
 */
export const foldersOf = (imports) => {
  const folders = new Map();
  for (const found of imports) {
    const { folder, from, to } = partingOf(found.from, found.to);
    if (from === to) continue;
    const graph = entry(folders, folder, () => new Map());
    entry(
      entry(graph, from, () => new Map()),
      to,
      () => [],
    ).push(found);
  }
  return folders;
};

const entry = (map, key, make) => {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
};

/** One shortest circle for each group of entries that can all reach each other, as the imports that close it, in order. */
export const circlesOf = (graph) => {
  const circles = [];
  const told = new Set();
  for (const start of [...graph.keys()].sort()) {
    if (told.has(start)) continue;
    const circle = shortestCircle(graph, start);
    if (circle === undefined) continue;
    for (const name of groupOf(graph, start)) told.add(name);
    circles.push(circle);
  }
  return circles;
};

/** All that `start` reaches and that reaches `start`. */
const groupOf = (graph, start) => [...reached(graph, start)].filter((name) => reached(graph, name).has(start));

const reached = (graph, start) => {
  const seen = new Set();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const next of graph.get(name)?.keys() ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen;
};

const shortestCircle = (graph, start) => {
  let paths = [{ name: start, imports: [] }];
  const seen = new Set();
  while (paths.length > 0) {
    const longer = [];
    for (const { name, imports } of paths) {
      for (const [next, [first]] of graph.get(name) ?? []) {
        if (next === start) return [...imports, first];
        if (seen.has(next)) continue;
        seen.add(next);
        longer.push({ name: next, imports: [...imports, first] });
      }
    }
    paths = longer;
  }
  return undefined;
};
