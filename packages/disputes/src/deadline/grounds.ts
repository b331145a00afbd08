import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf } from '../case/file/dates.ts';
import { type Citation, citationOf, type Figure, holdsOn } from '../case/profile/figure.ts';
import type {
  CalendarProfile,
  DutyId,
  DutyPeriod,
  JurisdictionProfile,
  PlatformProfile,
} from '../case/profile/profile-schema.ts';
import { type Profiles, profileNamed } from '../case/profile/profiles.ts';
import type { Zone } from '../case/time/zone.ts';

import type { OpenTurn } from './open-turn.ts';

/** Why a turn ends when it does: a period and by whose clock it runs, or why that is not known. */
export interface DutyGround {
  readonly id: string;
  readonly start: OpenTurn['start'];
  readonly period: DutyPeriod | null;
  /** The period in words. */
  readonly words: string | null;
  readonly source: Citation | null;
  readonly calendar: CalendarProfile | undefined;
  readonly zones: readonly Zone[];
  readonly why: string | null;
  /** Why the day may be later than calculated, where it may. */
  readonly doubt: string | null;
  /** Whether a later day that the case states goes before it: a figure at second hand that no law of the case sets. */
  readonly yieldsToCase: boolean;
}

interface Rulers {
  readonly platform: PlatformProfile | undefined;
  readonly jurisdictions: readonly JurisdictionProfile[];
  /** Jurisdictions of the case of which nothing is known. */
  readonly strange: readonly string[];
}

/** The platform of a case and the law that applies: as the case says, else that of its platform. */
export const rulersOf = ({ platform: name, jurisdiction }: CaseFile, profiles: Profiles): Rulers => {
  const platform = profileNamed(profiles.platforms, name);
  const named = [jurisdiction ?? platform?.law ?? []].flat();
  const found = named.map((each) => ({ each, profile: profileNamed(profiles.jurisdictions, each) }));
  return {
    platform,
    jurisdictions: found.flatMap(({ profile }) => profile ?? []),
    strange: found.flatMap(({ each, profile }) => (profile === undefined ? [each] : [])),
  };
};

/** The calendar by which a case counts business days: of its platform, else of the first law that has one. */
export const calendarOf = (file: CaseFile, profiles: Profiles): CalendarProfile | undefined => {
  const { platform, jurisdictions } = rulersOf(file, profiles);
  const id = platform?.calendar ?? jurisdictions.find(({ calendar }) => calendar !== undefined)?.calendar;
  return profiles.calendars.find((calendar) => calendar.id === id);
};

/** What sets the length of a turn: the platform's own figure, the law's, the days of an option; one that says what is missing where there is none. Pure. */
export const groundsOf = (
  open: OpenTurn,
  file: CaseFile,
  profiles: Profiles,
  answerDays: number,
): readonly DutyGround[] => {
  const { id, figures, otherwise } = open.turn;
  const { platform, jurisdictions, strange } = rulersOf(file, profiles);
  for (const duty of figures) {
    const own = platform === undefined ? [] : byFigure(platform, duty, open, profiles);
    const replaced = own.length === 0 ? [] : (platform?.law ?? []);
    const laws = jurisdictions.filter((law) => !replaced.includes(law.id));
    const grounds = [...own, ...laws.flatMap((law) => byFigure(law, duty, open, profiles))];
    const isOfLaw = jurisdictions.some((law) => law.duties[duty] !== undefined);
    if (grounds.length > 0) {
      return grounds.map((ground) => ({ ...ground, yieldsToCase: !isOfLaw && ground.source?.certainty === 'C' }));
    }
  }
  if (otherwise === 'option') {
    const byOption = optionGround(answerDays, open, file, profiles);
    if (byOption !== undefined) return [byOption];
  }
  if (otherwise === 'none') return [];
  const unknown = [
    ...(file.platform ? [`platform ${file.platform}`] : []),
    ...(strange.length > 0 ? [`law of ${strange.join(', ')}`] : []),
    ...(jurisdictions.length > 0 && file.jurisdiction
      ? [`law of ${jurisdictions.map(({ id }) => id).join(', ')}`]
      : []),
  ];
  const about =
    unknown.length === 0
      ? 'the case names neither a platform nor a jurisdiction'
      : `no figure is known for the ${unknown.join(' and the ')}`;
  return [{ ...bare(open), id: `unknown/${id}`, why: `${about}; ${remedyOf(open)}` }];
};

/** Where a case says until when itself. */
export const remedyOf = ({ start }: OpenTurn): string =>
  `write the day under "${start.event === 'accused' ? 'accusation.respondBy' : 'deadline'}"${start.event === 'accused' ? '' : ` of the event "${start.event}"`}`;

const bare = ({ start }: OpenTurn): Omit<DutyGround, 'id' | 'why'> => ({
  start,
  period: null,
  words: null,
  source: null,
  calendar: undefined,
  zones: [],
  doubt: null,
  yieldsToCase: false,
});

const byFigure = (
  profile: PlatformProfile | JurisdictionProfile,
  duty: DutyId,
  open: OpenTurn,
  profiles: Profiles,
): readonly DutyGround[] => {
  const found: Figure<DutyPeriod> | undefined = profile.duties[duty];
  if (found === undefined) return [];
  const period = found.value;
  const starts = [open.start, ...open.otherStarts];
  const stated = starts.find(({ event }) => event === period.starts);
  const start = stated ?? open.start;
  const common = { id: `${profile.id}/${duty}`, start, source: citationOf(found) };
  if (!holdsOn(found, dayOf(start.at))) {
    const range = `${found.from ?? ''} to ${found.until ?? ''}`.trim();
    return [
      { ...bare(open), ...common, why: `the figure of ${profile.title} holds ${range} alone; ${remedyOf(open)}` },
    ];
  }
  const calendar = profiles.calendars.find(({ id }) => id === profile.calendar);
  return [
    {
      ...bare(open),
      ...common,
      period,
      words: wordsOf(period, calendar),
      calendar,
      zones: profile.timeZones?.value ?? [],
      why: null,
      // It comes after the counter-notice: until then the platform is not late. Our own days count from the earlier event, to be safe.
      doubt:
        period.starts === 'counter-forwarded' && stated === undefined && open.turn.actor !== 'us'
          ? FORWARDING_UNKNOWN
          : null,
    },
  ];
};

const FORWARDING_UNKNOWN =
  'the days count from the event "counter-forwarded", which the case does not have: add it with its day, or ask the platform for it';

const optionGround = (
  answerDays: number,
  open: OpenTurn,
  file: CaseFile,
  profiles: Profiles,
): DutyGround | undefined => {
  const { platform, jurisdictions } = rulersOf(file, profiles);
  const calendar = calendarOf(file, profiles);
  if (calendar === undefined) return undefined;
  const period: DutyPeriod = { most: answerDays, unit: 'business-days' };
  const zones = (platform ?? jurisdictions.find((law) => law.calendar === calendar.id))?.timeZones?.value ?? [];
  return {
    ...bare(open),
    id: `option/${open.turn.id}`,
    period,
    words: `${wordsOf(period, calendar)} assumed by the option answerDays`,
    calendar,
    zones,
    why: null,
  };
};

const wordsOf = ({ least, most, unit }: DutyPeriod, calendar: CalendarProfile | undefined): string => {
  const number = least === undefined || least === most ? String(most) : `${least} to ${most}`;
  if (unit !== 'business-days') return `${number} ${most === 1 ? unit.slice(0, -1) : unit}`;
  return `${number} business ${most === 1 ? 'day' : 'days'}${calendar === undefined ? '' : ` (${calendar.id})`}`;
};
