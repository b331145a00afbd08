import { defineRunResource, ListingLintError, type Subject } from '@listing-lint/core/plugin';
import { keysAsOriginal, keysOfOriginal, namedOriginal } from '@listing-lint/rules/subject';

/** What says that a picture comes from an original. */
export const STATED_BY = ['its listing.yaml', 'its file name'] as const;

export interface StatedOriginal {
  readonly original: Subject;
  readonly by: (typeof STATED_BY)[number];
}

/** Which original each picture is said to come from. */
export interface StatedOriginals {
  /** Throws `fact-unavailable` where there is none, or where several have the name. */
  readonly of: (picture: Subject) => StatedOriginal;
}

export const statedOriginals = defineRunResource<StatedOriginals>({
  id: 'statedOriginals',
  create: async (context) => {
    const byKey = new Map<string, Subject[]>();
    for (const subject of context.subjects('image')) {
      for (const key of new Set(keysAsOriginal(subject))) {
        const known = byKey.get(key);
        if (known === undefined) byKey.set(key, [subject]);
        else known.push(subject);
      }
    }
    return {
      of: (picture) => {
        const named = namedOriginal(picture);
        const key = keysOfOriginal(picture).find((each) => byKey.has(each));
        const [original, other] = key === undefined ? [] : (byKey.get(key) ?? []);
        if (original === undefined)
          throw unknown(named === undefined ? 'no original of it is known' : `its original ${named} is not there`);
        if (other !== undefined)
          throw unknown(
            `${original.path} and ${other.path} have its file name: its listing.yaml can say which one it comes from`,
          );
        return { original, by: named === undefined ? 'its file name' : 'its listing.yaml' };
      },
    };
  },
});

const unknown = (message: string): ListingLintError => new ListingLintError('fact-unavailable', message);
