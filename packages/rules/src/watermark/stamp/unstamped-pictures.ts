import { join } from 'node:path';
import { globPaths } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS } from '../../image/read/container.ts';
import { fewNamed } from '../../kernel/few-named.ts';
import { UNSTAMPED } from './unstamped.ts';

/** The unstamped originals of pictures that were stamped in place. */
interface UnstampedBelow {
  /** `name` is the path from the root. */
  readonly pictures: readonly { readonly file: string; readonly name: string; readonly within: string }[];
  /** What is skipped, in a sentence: links that lead out of the root, since a file of a repository must not decide what is read on a machine. Null if there is none. */
  readonly unseen: string | null;
}

const PATTERN = `${UNSTAMPED}/**/*.{${PICTURE_EXTENSIONS.join(',')}}`;

/** Lists the unstamped originals below a root by path; empty if no picture was stamped in place. Hidden files are left out, links are followed within the root alone. */
export const unstampedBelow = (root: string): UnstampedBelow => {
  const ledOut: string[] = [];
  const names = globPaths(root, [PATTERN], {
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

/** Returns the unstamped originals below a root. */
export const unstampedPictures = (root: string): UnstampedBelow['pictures'] => unstampedBelow(root).pictures;
