import { findSubjects, type ResolvedConfig } from '@listing-lint/core';
import { pairMarks } from '@listing-lint/vision';
import { builtinSettings } from '../../project/registry-file.ts';

/** Says of pairs what became of the mark of ours; the unmarked pictures are looked for among all of the config, the originals first. */
export const pairMarksOf = (config: ResolvedConfig): ReturnType<typeof pairMarks> =>
  pairMarks({
    root: config.root,
    limits: builtinSettings(config).limits,
    ours: async () => {
      const images = await findSubjects(config, undefined, undefined, ['image']);
      const isOriginal = ({ role }: (typeof images)[number]): boolean => role === 'original';
      const inOrder = [...images.filter(isOriginal), ...images.filter((each) => !isOriginal(each))];
      return inOrder.map(({ file, path }) => ({ file, name: path, within: config.root }));
    },
  });
