import type { FactContext } from '@listing-lint/core/plugin';
import type { ComparedPicture } from '../copy-search.ts';
import { unmarkedOf } from './unmarked-pictures.ts';

type Picture = Pick<ComparedPicture, 'path' | 'fingerprint'>;

/** Whether it is what lies beneath the mark of a picture of the run that was compared. For facts over the set. */
export const isWithoutMark = ({ path, fingerprint }: Picture, context: FactContext): boolean =>
  unmarkedOf(path, context)?.sha256 === fingerprint.sha256;

/** What is said behind the likeness of pictures one of which was compared by what lies beneath its mark; nothing where none was. */
export const withoutMarkWords = (pictures: readonly Picture[], context: FactContext): string =>
  pictures.some((picture) => isWithoutMark(picture, context)) ? ', compared without the marks' : '';
