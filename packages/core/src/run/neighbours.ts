import { posix } from 'node:path';
import type { ResolvedConfig } from '../config/load.ts';
import { pathFrom } from '../file/folders.ts';
import { movedAttributes } from '../model/attribute.ts';
import type { Subject } from '../model/subject.ts';
import { compareText } from '../text/compare.ts';
import type { SubjectSet } from './discover.ts';

/**
 * A subject of another root as it is called from this one (both absolute): `../b/mugs/1.jpg`. What is called as
 * a path is called so too: two brands may each have a folder of that name, and mean two things.
 */
export const seenFrom = (
  { root, registry }: Pick<ResolvedConfig, 'root' | 'registry'>,
  other: string,
  subject: Subject,
): Subject => {
  const way = pathFrom(root, other);
  const there = (path: string): string => posix.join(way, path);
  const { group } = subject;
  return {
    ...subject,
    path: there(subject.path),
    ...(group === undefined ? {} : { group: there(group) }),
    ...movedAttributes(subject, registry.attributes, there),
  };
};

/** The subjects of a root with those of others, as they are seen from it. */
export const joinedSet = (own: SubjectSet, others: readonly SubjectSet[]): SubjectSet => {
  if (others.length === 0) return own;
  const sets = [own, ...others];
  const scopes = new Set(sets.flatMap((set) => [...set.keys()]));
  return new Map(
    [...scopes].map((scope) => [
      scope,
      sets.flatMap((set) => set.get(scope) ?? []).sort((a, b) => compareText(a.path, b.path)),
    ]),
  );
};
