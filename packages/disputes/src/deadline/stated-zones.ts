import type { CaseFile } from '../case/file/case-file.ts';
import { partyNamed } from '../case/file/parties.ts';
import type { Direction, Party } from '../case/procedure/states.ts';
import type { Profiles } from '../case/profile/profiles.ts';
import { ALL_ZONES, type Zone } from '../case/time/zone.ts';
import { rulersOf } from './grounds.ts';
import type { OpenTurn } from './open-turn.ts';

/** Events whose doer sets the day that stands there; at the others more than one may have set it. */
const BY_PLATFORM = ['acknowledged', 'accepted', 'rejected', 'removed', 'reinstated', 'counter-forwarded'];
const BY_US: { readonly [direction in Direction]: readonly string[] } = {
  'we-complain': ['filed', 'escalated', 'evidence-received', 'suit-notified'],
  accused: ['counter-notice', 'evidence-requested', 'escalated'],
};

const setterOf = ({ start, stated }: OpenTurn, file: CaseFile): Party | undefined => {
  const named = partyNamed(stated?.by, file);
  if (named !== undefined) return named;
  if (BY_PLATFORM.includes(start.event)) return 'platform';
  return BY_US[file.direction ?? 'we-complain'].includes(start.event) ? 'us' : undefined;
};

/** Zones by whose clock a day may count that a case states: of who set it, all of them where that or where they are is not known. */
export const statedZones = (
  open: OpenTurn,
  file: CaseFile,
  profiles: Profiles,
  own: readonly Zone[],
): readonly Zone[] => {
  const setter = setterOf(open, file);
  const { actor } = open.turn;
  const zonesOf = (party: Party): readonly Zone[] => {
    if (party === 'us') return own;
    const theirs = file.counterparty?.timeZone;
    if (party === 'counterparty') return theirs ? [theirs] : ALL_ZONES;
    return rulersOf(file, profiles).platform?.timeZones?.value ?? ALL_ZONES;
  };
  // A day that we set is one by which somebody else has to act.
  if (setter === 'us') return together(zonesOf('us'), zonesOf(actor));
  if (setter !== undefined) return zonesOf(setter);
  if (actor === 'platform') return zonesOf('platform');
  return together(zonesOf('counterparty'), file.platform ? zonesOf('platform') : []);
};

const together = (some: readonly Zone[], others: readonly Zone[]): readonly Zone[] =>
  some === ALL_ZONES || others === ALL_ZONES ? ALL_ZONES : [...new Set([...some, ...others])];
