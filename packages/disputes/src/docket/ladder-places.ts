import type { LadderProfile } from '../case/profile/profile-schema.ts';
import type { AccountStanding } from '../standing/standing.ts';

/** Where an account stands on a ladder, and the ladder's steps, as a docket tells it. */
export interface LadderPlace {
  readonly account: string;
  readonly ladder: string;
  readonly counts: AccountStanding['counts'];
  /** Strikes or points that count; null where nobody can tell, `why` says why. */
  readonly counted: number | null;
  readonly steps: readonly { readonly at: number; readonly penalty: string }[];
  /** The last day on which the oldest that counts does so. */
  readonly countsUntil: string | null;
  readonly why: string | null;
  readonly ground: string | null;
}

/** The standings to which this case has added a strike that counts, with the steps of their ladders. Pure. */
export const ladderPlacesOf = (
  path: string,
  standings: readonly AccountStanding[],
  ladders: readonly LadderProfile[],
): readonly LadderPlace[] =>
  standings
    .filter(({ cases }) => cases.includes(path))
    .map(({ account, ladder, title, counts, count, countsUntil, why, source }) => ({
      account,
      ladder: title,
      counts,
      counted: count,
      steps: (ladders.find(({ id }) => id === ladder)?.steps ?? []).map(({ value: { at, penalty } }) => ({
        at,
        penalty,
      })),
      countsUntil,
      why,
      ground: source === null ? null : `${source.title} (certainty ${source.certainty}, read ${source.read})`,
    }));
