import { fewListings } from '../case/file/about.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import type { Party } from '../case/procedure/states.ts';
import { WHOLE_CASE, walkCase } from '../case/procedure/walk.ts';

/** A state of listings in which no day is set by which somebody has to act. */
export interface OpenStep {
  readonly title: string;
  /** Who may go on from there; null where nobody has to act. */
  readonly actor: Party | null;
  readonly duty: string | null;
  /** What happens if nobody acts. */
  readonly exit: string;
  /** The listings; null where it is all of the case. */
  readonly listing: string | null;
}

/** The states of an open case whose duty is that of no deadline which is not met, each once. Pure. */
export const stepsWithoutDay = (
  file: CaseFile,
  deadlines: readonly { readonly duty: string; readonly state: string }[],
): readonly OpenStep[] => {
  if (file.status !== 'open') return [];
  const openDuties = new Set(deadlines.flatMap(({ duty, state }) => (state === 'met' ? [] : [duty])));
  const { procedure, places } = walkCase(file);
  const found = new Map<string, Set<string>>();
  for (const [listing, { positions }] of places) {
    for (const { state } of positions) found.set(state, (found.get(state) ?? new Set()).add(listing));
  }
  return [...found].flatMap(([id, listings]) => {
    const state = procedure.states[id];
    if (state === undefined || (state.step !== null && openDuties.has(state.step.duty))) return [];
    const isAll = listings.has(WHOLE_CASE) || listings.size === places.size;
    return [
      {
        title: state.title,
        actor: state.step?.actor ?? null,
        duty: state.step?.duty ?? null,
        exit: state.exit,
        listing: isAll ? null : fewListings([...listings]),
      },
    ];
  });
};

/** What has to be done in a state without a day, and what happens if nobody acts: `file the complaint; else nothing happens to the listing`. */
export const openStepWords = ({ title, duty, exit, listing }: OpenStep): string => {
  const about = listing === null ? '' : ` (${listing})`;
  return duty === null ? `nothing for now (${title}${about}): ${exit}` : `${duty}${about}; else ${exit}`;
};
