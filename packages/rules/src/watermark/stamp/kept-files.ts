import { unstampedPictures } from './kept-pictures.ts';

/** Absolute paths of the pictures that were kept when they were stamped. */
export const keptFiles = (root: string): readonly string[] => unstampedPictures(root).map(({ file }) => file);
