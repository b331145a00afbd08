import type { ErrorCode } from '../model/error.ts';
import type { PlacedUse } from '../rule/formula/formula.ts';
import type { RelationEntry } from '../vocabulary/relations.ts';
import type { Operand } from './operand.ts';

/** A value, or why there is none; `timed`: today's date had a part in it. */
export type Answer = Operand & { readonly timed?: boolean };

/** A related subject as conditions see it: one object for one subject, so that what is found of it can be remembered by it. */
export interface Member {
  readonly path: string;
  /** It is named and there is none. */
  readonly isMissing: boolean;
  /** The value at a place of one of its own facts. */
  readonly value: (use: PlacedUse) => Promise<Answer>;
  readonly related: RelatedSubjects;
}

/** The members of a subject under a relation: one object for the same members, whoever has them. */
export type RelatedGroup =
  | { readonly members: readonly Member[]; readonly timed?: boolean }
  | { readonly unknown: string; readonly code?: ErrorCode; readonly timed?: boolean };

/** What is related to one subject. */
export interface RelatedSubjects {
  readonly group: (relation: RelationEntry) => Promise<RelatedGroup>;
  /** The subject itself as it is a member to others; undefined before the whole set is known. */
  readonly self: Member | undefined;
}

/** Of a subject of which nothing related is known yet. */
export const NOTHING_RELATED: RelatedSubjects = {
  group: async () => ({ unknown: 'the whole set has to be seen first' }),
  self: undefined,
};

/** A value of the one member that a relation has. */
export const valueOfOne = async (
  related: RelatedSubjects,
  relation: RelationEntry,
  use: PlacedUse,
): Promise<Answer> => {
  const group = await related.group(relation);
  if ('unknown' in group) return group;
  const [one, ...more] = group.members;
  const timed = group.timed === true ? { timed: true } : {};
  if (one === undefined) return { unknown: `there is no ${relation.name}`, ...timed };
  if (more.length > 0) {
    return { unknown: `there are ${group.members.length} that can be its ${relation.name}`, ...timed };
  }
  if (one.isMissing) return { unknown: `there is no ${relation.noun} "${one.path}"`, ...timed };
  const answer = await one.value(use);
  return group.timed === true ? { ...answer, timed: true } : answer;
};
