import type { Subject } from '@listing-lint/core/plugin';
import type { ChannelFigure, ChannelProfile } from '../channel/profile/channel-schema.ts';
import { type FigureAsSet, figuresFor } from './misfits.ts';

/** What a seller's own config says of a rule; undefined where it says nothing. */
export interface OwnSetting {
  readonly severity?: 'off' | 'error' | 'warn' | 'info';
  readonly options: { readonly [name: string]: unknown };
}
export type OwnSettings = (ruleId: string) => OwnSetting | undefined;
/** The same for a subject, were it to go to a channel alone. */
export type SettingsFor = (subject: Subject, channel: string) => OwnSettings;

const isForMain = ({ roles }: ChannelFigure): boolean => roles?.length === 1 && roles[0] === 'main';

/** The rule of a preset that judges a figure on a day; null where none of a marketplace's own does. */
export const ruleOfFigure = ({ id, sources }: ChannelProfile, figure: ChannelFigure, day: string): string | null => {
  const { asks, level, source, from, rule } = figure;
  if (asks === 'marks' || asks === 'duplicates') return null;
  if (asks === 'ratio' && isForMain(figure)) return 'main-image-square';
  if (asks === 'minCount' || asks === 'maxCount') return `${id}-image-count`;
  if (asks === 'background') return `${id}-main-image`;
  if (from !== undefined && rule !== undefined && day >= from) return rule;
  const refuses = from === undefined && level === 'required' && sources[source]?.certainty !== 'C';
  return `${id}-image${refuses ? '' : '-advice'}`;
};

const OPTION_NAMES = new Map<ChannelFigure['asks'], string>([
  ['minCount', 'min'],
  ['maxCount', 'max'],
]);
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;

/** A figure with a rule's options in the place of its value; null where the option leaves nothing to ask. */
const withOptions = (figure: ChannelFigure, options: OwnSetting['options']): FigureAsSet | null => {
  switch (figure.asks) {
    case 'formats': {
      const { formats } = options;
      if (!Array.isArray(formats)) return figure;
      return { ...figure, value: formats };
    }
    case 'colorModels': {
      const { colorModels } = options;
      return Array.isArray(colorModels) && colorModels.includes('cmyk') ? null : figure;
    }
    case 'background': {
      const least = options['minWhite'];
      return typeof least === 'number' ? { ...figure, minWhite: least } : figure;
    }
    case 'ratio': {
      const [least, most] = [numberOf(options['minRatio']), numberOf(options['maxRatio'])];
      if (Array.isArray(figure.value) || (least === undefined && most === undefined)) return figure;
      const [from, to] = figure.within.flat();
      return { ...figure, within: [least ?? from ?? 0, most ?? to ?? Number.POSITIVE_INFINITY] };
    }
    case 'animated':
    case 'extensionMatches':
    case 'marks':
    case 'duplicates':
      return figure;
    default: {
      const value = numberOf(options[OPTION_NAMES.get(figure.asks) ?? figure.asks]);
      return value === undefined ? figure : { ...figure, value };
    }
  }
};

/**
 * Figures of a marketplace for pictures of a role on a day, as the seller's own config sets their rules: options in the place of values; a rule that
 * is off asks for nothing, one at `error` is required, one at `warn` or `info` recommended. Without settings as `figuresFor`.
 */
export const figuresAsSet = (
  profile: ChannelProfile,
  role: string,
  day: string,
  own: OwnSettings = () => undefined,
): readonly FigureAsSet[] =>
  figuresFor(profile, role, day).flatMap((figure) => {
    const rule = ruleOfFigure(profile, figure, day);
    const setting = rule === null ? undefined : own(rule);
    if (setting === undefined) return [figure];
    const { severity, options } = setting;
    if (severity === 'off') return [];
    const set = withOptions(figure, options);
    if (set === null) return [];
    return severity === undefined ? [set] : [{ ...set, level: severity === 'error' ? 'required' : 'recommended' }];
  });
