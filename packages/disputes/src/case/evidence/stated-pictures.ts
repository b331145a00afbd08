import type { KeyPath } from '@listing-lint/core/plugin';
import type { CaseFile } from '../file/case-file.ts';

/** A picture that a case names, and the place where it does. */
interface NamedPicture {
  readonly at: KeyPath;
  /** As the case writes it: relative to the folder of the config. */
  readonly file: string;
}

/** A work, and its pictures: as they were published, and as the camera wrote them. */
interface PicturedWork {
  readonly id: string;
  readonly published: readonly NamedPicture[];
  readonly original: NamedPicture | null;
}

/** A picture of somebody else, and the works of which the case says that it shows one. */
interface TheirPicture {
  readonly picture: NamedPicture;
  readonly works: readonly PicturedWork[];
  /** The others of the case. */
  readonly others: readonly PicturedWork[];
  /** The case names no work. */
  readonly isAny: boolean;
  /** Where the case says that our mark was taken off it; null where it does not. */
  readonly markRemovedAt: KeyPath | null;
}

/** What a case says that its pictures show. */
export interface StatedPictures {
  readonly theirs: readonly TheirPicture[];
  /** Works of which there are an original and what was published. */
  readonly developed: readonly PicturedWork[];
}

/** The pictures of a work, the published ones first. */
export const picturesOfWork = ({ published, original }: PicturedWork): readonly NamedPicture[] => [
  ...published,
  ...(original === null ? [] : [original]),
];

/** Pure. Works without a picture are left out, and with them what is said to show no other. */
export const statedPictures = ({ works, infringements }: CaseFile): StatedPictures => {
  const pictured = (works ?? [])
    .map(({ id, images, rawOriginal }, i): PicturedWork => {
      const at = ['works', i];
      const published = (images ?? []).map(({ path }, k) => ({ at: [...at, 'images', k, 'path'], file: path }));
      return {
        ...{ id: String(id), published },
        original: rawOriginal ? { at: [...at, 'rawOriginal', 'path'], file: rawOriginal.path } : null,
      };
    })
    .filter((work) => picturesOfWork(work).length > 0);
  const theirs = (infringements ?? []).flatMap(({ image, match, watermarkRemoved }, i): TheirPicture[] => {
    if (!image) return [];
    const isStated = ({ id }: PicturedWork): boolean => !match || id === String(match.work);
    const stated = pictured.filter(isStated);
    const picture = { at: ['infringements', i, 'image', 'file'], file: image.file };
    const others = pictured.filter((work) => !isStated(work));
    const markRemovedAt = watermarkRemoved === true ? ['infringements', i, 'watermarkRemoved'] : null;
    return stated.length === 0 ? [] : [{ picture, works: stated, others, isAny: !match, markRemovedAt }];
  });
  const developed = pictured.filter(({ published, original }) => published.length > 0 && original !== null);
  return { theirs, developed };
};
