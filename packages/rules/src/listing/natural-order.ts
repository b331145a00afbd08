const collator = new Intl.Collator('en', { numeric: true });

/**
 * Paths as a person would order them: `2.jpg` before `10.jpg`, what lies in a folder before what lies in its sub-folders. The
 * same everywhere: names that collate equal are ordered by their code units.
 */
export const inNaturalOrder = (paths: readonly string[]): string[] =>
  paths
    .map((path) => {
      const cut = path.lastIndexOf('/') + 1;
      return { path, depth: path.split('/').length, folder: path.slice(0, cut), name: path.slice(cut) };
    })
    .sort(
      (a, b) =>
        a.depth - b.depth ||
        (a.folder === b.folder ? 0 : collator.compare(a.folder, b.folder)) ||
        collator.compare(a.name, b.name) ||
        (a.path < b.path ? -1 : 1),
    )
    .map(({ path }) => path);
