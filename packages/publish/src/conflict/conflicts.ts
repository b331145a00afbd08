import type { ChannelFigure, ChannelProfile } from '../channel/profile/channel-schema.ts';
import { shapesOf } from '../fit/misfits.ts';
import { figuresAsSet, type OwnSettings } from '../fit/own-figures.ts';

/** What the config asks of a picture of one role, or of its listing, by the rule that asks for it. */
export type Wanted =
  | { readonly rule: string; readonly wants: 'mark' }
  | { readonly rule: string; readonly wants: 'ratio'; readonly least: number; readonly most: number }
  | { readonly rule: string; readonly wants: 'pixels' | 'pictures'; readonly least: number };

/** Two things that are asked for, and that no picture keeps both. */
export interface Conflict {
  /** Id that stays: what is asked for, by whom. */
  readonly key: string;
  readonly says: string;
  /** Forms that keep both. */
  readonly instead: readonly string[];
}

interface Ask {
  readonly by: string;
  readonly channel: string | null;
  readonly ratios?: readonly { readonly least: number; readonly most: number }[];
  readonly formats?: readonly string[];
  readonly least?: number;
  readonly most?: number;
  readonly mostPictures?: number;
}

const noMark = (profile: ChannelProfile, figures: readonly ChannelFigure[]): string | null => {
  const figure = figures.find(({ asks }) => asks === 'marks');
  const source = figure && profile.sources[figure.source];
  return source === undefined ? null : `${source.certainty}: ${source.title}`;
};

const LEAST_SIDES = ['minShortSide', 'minLongSide', 'minWidth', 'minHeight'] as const;
/** A side of at least so many pixels: the longer one has as many. */
const isLeastSide = (figure: ChannelFigure): figure is Extract<ChannelFigure, { asks: (typeof LEAST_SIDES)[number] }> =>
  LEAST_SIDES.some((asks) => asks === figure.asks);

/** What a marketplace requires of pictures of a role, as bounds. */
const askOf = ({ id, title }: ChannelProfile, figures: readonly ChannelFigure[]): Ask => {
  const required = figures.filter(({ level }) => level === 'required');
  const least = required.flatMap((each) => (isLeastSide(each) ? [each.value] : []));
  const most = required.flatMap((each) => (each.asks === 'maxLongSide' ? [each.value] : []));
  const count = required.flatMap((each) => (each.asks === 'maxCount' ? [each.value] : []));
  const ratio = required.flatMap((each) => (each.asks === 'ratio' ? shapesOf(each) : []));
  const formats = required.flatMap((each) => (each.asks === 'formats' ? [each.value] : []));
  return {
    by: title,
    channel: id,
    ...(least.length === 0 ? {} : { least: Math.max(...least) }),
    ...(most.length === 0 ? {} : { most: Math.min(...most) }),
    ...(count.length === 0 ? {} : { mostPictures: Math.min(...count) }),
    ...(ratio.length === 0 ? {} : { ratios: ratio }),
    ...(formats[0] === undefined ? {} : { formats: formats[0] }),
  };
};

const askOfRule = (wanted: Wanted): Ask => {
  const by = `\`${wanted.rule}\``;
  if (wanted.wants === 'ratio') return { by, channel: null, ratios: [{ least: wanted.least, most: wanted.most }] };
  return wanted.wants === 'pixels' ? { by, channel: null, least: wanted.least } : { by, channel: null };
};

const range = (bounds: readonly { readonly least: number; readonly most: number }[]): string =>
  bounds.map(({ least, most }) => `${least} to ${most}`).join(' or ');

/** What of two askers no picture keeps both; null where one can. */
const clash = (a: Ask, b: Ask): { readonly what: string; readonly says: string } | null => {
  const { ratios: one, formats: first } = a;
  const { ratios: other, formats: second } = b;
  if (one && other && !one.some((x) => other.some((y) => x.least <= y.most && y.least <= x.most))) {
    return { what: 'ratio', says: `width / height of ${range(one)} (${a.by}) and of ${range(other)} (${b.by})` };
  }
  if (first && second && !first.some((format) => second.includes(format))) {
    return { what: 'format', says: `${first.join(', ')} (${a.by}) and ${second.join(', ')} (${b.by})` };
  }
  for (const [low, high] of [
    [a, b],
    [b, a],
  ] as const) {
    if (low.least !== undefined && high.most !== undefined && low.least > high.most) {
      return { what: 'pixels', says: `${low.least} px or more (${low.by}) and at most ${high.most} px (${high.by})` };
    }
  }
  return null;
};

const exportsOf = (...channels: readonly (string | null)[]): string =>
  `two exports of one original: ${channels.flatMap((id) => (id === null ? [] : [`\`listing-lint export ${id}\``])).join(', ')}`;

/** How a mark and a marketplace that takes none go together. */
const markForms = (id: string, isEveryRole: boolean): readonly string[] => [
  `extend \`channels/${id}\`, which turns it off there`,
  ...(isEveryRole ? [] : ['the mark on gallery pictures, none on the main one']),
  'there rights in the metadata (`listing-lint fingerprint`) instead of a visible mark',
  `${exportsOf(id)} without the mark, the marked one elsewhere`,
];

/**
 * What the config asks of published pictures of a role that go to these marketplaces at the same time, and that no picture can keep: its own rules
 * against what a marketplace requires, and what two of them require. `ownOf`: what the config says of the rules of a marketplace. Pure.
 */
export const conflictsOf = (
  profiles: readonly ChannelProfile[],
  role: string,
  wanted: readonly Wanted[],
  day: string,
  ownOf: (channel: string) => OwnSettings | undefined = () => undefined,
): readonly Conflict[] => {
  const channels = profiles.map((profile) => ({
    profile,
    figures: figuresAsSet(profile, role, day, ownOf(profile.id)),
  }));
  const mark = wanted.find(({ wants }) => wants === 'mark');
  const marks = channels.flatMap(({ profile, figures }): readonly Conflict[] => {
    const source = noMark(profile, figures);
    if (mark === undefined || source === null) return [];
    const isEveryRole = profile.figures.some(({ asks, roles }) => asks === 'marks' && roles === undefined);
    return [
      {
        key: `mark ${mark.rule} ${profile.id}`,
        says: `\`${mark.rule}\` asks for your mark on ${role} pictures that go to ${profile.title}, which takes none (${source})`,
        instead: markForms(profile.id, isEveryRole),
      },
    ];
  });
  const counts = wanted.flatMap((each) =>
    each.wants !== 'pictures'
      ? []
      : channels.flatMap(({ profile, figures }): readonly Conflict[] => {
          const { mostPictures } = askOf(profile, figures);
          if (mostPictures === undefined || each.least <= mostPictures) return [];
          const says = `\`${each.rule}\` asks for ${each.least} pictures, ${profile.title} shows at most ${mostPictures}`;
          return [
            {
              key: `pictures ${each.rule} ${profile.id}`,
              says,
              instead: [`ask for ${mostPictures} there, by an override`],
            },
          ];
        }),
  );
  const asks = [...wanted.map(askOfRule), ...channels.map(({ profile, figures }) => askOf(profile, figures))];
  const clashes = asks.flatMap((a, index) =>
    asks.slice(index + 1).flatMap((b): readonly Conflict[] => {
      const found = clash(a, b);
      if (found === null) return [];
      const instead =
        a.channel === null
          ? [`turn ${a.by} off for \`channels: [${b.channel}]\` by an override`, exportsOf(b.channel)]
          : [exportsOf(a.channel, b.channel)];
      return [{ key: `${found.what} ${a.by} ${b.by}`, says: `no ${role} picture has ${found.says}`, instead }];
    }),
  );
  return [...marks, ...counts, ...clashes];
};
