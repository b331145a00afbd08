import type { CaseFile } from '../file/case-file.ts';
import type { DutyId } from '../profile/profile-schema.ts';

export type Party = 'us' | 'platform' | 'counterparty';
export type Direction = NonNullable<CaseFile['direction']>;

/** What a party has to do in a state. Until when is a figure of a platform or a law. */
export interface Step {
  readonly id: string;
  readonly actor: Party;
  /** What has to be done, after "has to" or "have to". */
  readonly duty: string;
  /** Figures that set its last day: the first one that is known counts. */
  readonly figures: readonly DutyId[];
  /** Without a figure: `option` counts the business days of an option; `none` is a step without a deadline; else its day is unknown. */
  readonly otherwise?: 'option' | 'none';
}

export interface Transition {
  readonly to: string;
  /** Leads there only if this party did it, or nobody says who. */
  readonly by?: Party;
  /** Leads there only if the event names its party in `by`. */
  readonly isNamed?: boolean;
  /** Leads there only where the listing had been taken down. */
  readonly needsTakedown?: boolean;
  /** The state goes on beside the new one. */
  readonly isBeside?: boolean;
}

export interface CaseState {
  readonly title: string;
  /** Null where nobody has to act before something else happens. */
  readonly step: Step | null;
  /** What happens if nobody acts. */
  readonly exit: string;
  /** Events that lead to another state. */
  readonly on: { readonly [event: string]: string | Transition | undefined };
  /** Events that may happen and change nothing. */
  readonly also: readonly string[];
}

/** The states of one listing in a dispute of one direction. `withdrawn` and `settled` lead to the last state from all others. */
export interface Procedure {
  readonly initial: string;
  readonly final: string;
  readonly states: { readonly [id: string]: CaseState | undefined };
  /** States that an event begins even where it is not allowed: an obligation must not be lost by a mistake in the file. */
  readonly opens: { readonly [event: string]: string | undefined };
  /** State from which a listing goes on that shows again, at another address, what was taken down. */
  readonly reposted?: string;
}

/** End the dispute about the listings that they name, or about all. */
export const CASE_ENDS: readonly string[] = ['withdrawn', 'settled'];

/** Leads there if we did it. */
export const byUs = (to: string): Transition => ({ to, by: 'us' });

/** Leads there if the listing had been taken down. */
export const afterTakedown = (to: string): Transition => ({ to, needsTakedown: true });

/** A step of ours for which nobody sets a day. */
export const nextStep = (id: string, duty: string): Step => ({ id, actor: 'us', duty, figures: [], otherwise: 'none' });
