import { defineRunResource, type FactContext, type Subject } from '@listing-lint/core/plugin';
import type { ComparedPicture } from '../copy-search.ts';
import { comparedBy } from './compared-again.ts';
import { type ComparedImage, mayBeStamped } from './compared-image.ts';

const picturesByPath = defineRunResource<ReadonlyMap<string, Subject>>({
  id: 'picturesByPath',
  create: (context) => new Map(context.subjects('image').map((subject) => [subject.path, subject])),
});

type Picture = Pick<ComparedPicture, 'path' | 'fingerprint'>;

const byOf = async ({ path, fingerprint }: Picture, context: FactContext): Promise<ComparedImage['by']> => {
  if (!mayBeStamped(context)) return 'own';
  const subject = (await context.useRun(picturesByPath)).get(path);
  return subject === undefined ? 'own' : comparedBy(subject, fingerprint.sha256, context);
};

/** Whether of a plain picture of the run it was not its mark that was compared. For facts over the set. */
export const isWithoutMark = async (plain: Picture, context: FactContext): Promise<boolean> =>
  (await byOf(plain, context)) !== 'own';

/** What is said behind the likeness of pictures one of which was compared by what was kept when it was stamped; nothing where none was. */
export const withoutMarkWords = async (pictures: readonly Picture[], context: FactContext): Promise<string> => {
  for (const picture of pictures)
    if ((await byOf(picture, context)) === 'unstamped') return ', compared without the marks';
  return '';
};
