// Pages, recipes and actions that would run a package of the registry under our name (scripts/house/published-names.mjs).
import { root } from '../files.mjs';
import { registryRuns } from '../house/published-names.mjs';

export const run = () => {
  const found = registryRuns(root);
  for (const place of found) {
    console.error(
      `${place}\n  takes listing-lint from the registry, where it is not ours yet: install a tarball, and run it by \`npx --no\``,
    );
  }
  return found.length === 0 ? 0 : 1;
};
