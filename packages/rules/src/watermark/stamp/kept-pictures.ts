import { join } from 'node:path';
import { globPaths } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS } from '../../image/read/container.ts';
import { fewNamed } from '../../kernel/few-named.ts';
import { UNSTAMPED } from './unstamped.ts';

/** What is kept of pictures that were stamped in place. */
interface KeptBelow {
  /** `name` is the path from the root. */
  readonly pictures: readonly { readonly file: string; readonly name: string; readonly within: string }[];
  /** What is not looked at, in a sentence: links that lead out of the root, since a file of a repository does not say what of a machine is looked at. Null where there is none. */
  readonly unseen: string | null;
}

const KEPT = `${UNSTAMPED}/**/*.{${PICTURE_EXTENSIONS.join(',')}}`;

/** What is kept below a root, by path; nothing where no picture was stamped in place. Hidden files are left out, links are followed within the root alone. */
export const keptBelow = (root: string): KeptBelow => {
  const ledOut: string[] = [];
  const names = globPaths(root, [KEPT], {
    ignoreCase: true,
    within: root,
    onWayOut: (path) => ledOut.push(path),
  });
  return {
    pictures: names.map((name) => ({ file: join(root, name), name, within: root })),
    unseen: unseenLinks(ledOut.sort()),
  };
};

const unseenLinks = (links: readonly string[]): string | null =>
  links.length === 0
    ? null
    : `what is kept of ${fewNamed(links)}: a link that leads out of the folder of the config is not followed`;

/** The pictures that are kept below a root. */
export const unstampedPictures = (root: string): KeptBelow['pictures'] => keptBelow(root).pictures;
