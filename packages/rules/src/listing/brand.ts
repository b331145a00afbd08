import { posix } from 'node:path';
import { matcherOf } from '@listing-lint/core/plugin';
import { markFile, type Settings } from '../settings.ts';

/** The pictures of the seller's marks and of what looks like them, relative to the root, without `./`. */
export const markPaths = (settings: Settings): string[] =>
  [...(settings.brand?.watermarks ?? []).map(markFile), ...(settings.brand?.decoys ?? [])].flatMap((file) =>
    file === undefined ? [] : [posix.normalize(file)],
  );

/** Names of folders that are for marks and nothing else. */
const FOR_MARKS = /^(brand(ing)?|logos?|(water)?marks?)$/i;

/**
 * Folders that hold the seller's marks and are called so, as far as they are no listings: what is in them is no listing picture. Of any other
 * folder only the marks themselves are left out, for a mark may lie beside the pictures of a product.
 */
export const brandFolders = (settings: Settings): string[] => {
  const isListing = settings.listings === undefined ? () => false : matcherOf(settings.listings);
  const folders = markPaths(settings).map((path) => posix.dirname(path));
  return [...new Set(folders)].filter((folder) => FOR_MARKS.test(posix.basename(folder)) && !isListing(folder));
};

/** Says which pictures beside marks are left out with their folder, where the config does not say by `listings` what is to be linted. */
export const brandWarnings = (settings: Settings, pictures: readonly string[]): readonly string[] => {
  if (settings.listings !== undefined) return [];
  const marks = new Set(markPaths(settings));
  return brandFolders(settings).flatMap((folder) => {
    const inside = pictures.filter((path) => path.startsWith(`${folder}/`) && !marks.has(path));
    const [first] = inside.sort();
    if (first === undefined) return [];
    const what = inside.length === 1 ? `${first} is not` : `${first} and ${inside.length - 1} more in it are not`;
    return [
      `${folder}/ is the folder of your marks (\`brand\`): ${what} linted; name the folders of your listings under \`listings\`, then this is settled`,
    ];
  });
};
