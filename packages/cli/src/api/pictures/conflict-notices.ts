import { describeConfig, type Json, type Notice, type ResolvedConfig, type Subject } from '@listing-lint/core';
import { type Conflict, channelProfile, conflictsOf, type Wanted } from '@listing-lint/publish';
import { settingsOf } from '@listing-lint/rules/settings';
import { settingsFor } from './own-settings.ts';

type Settled = { readonly [key: string]: Json };
const isSettled = (value: Json | undefined): value is Settled =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const givenOf = (value: Json | undefined): Json | undefined => (isSettled(value) ? value['value'] : undefined);

/** What holds for a subject of no file: the rules that are on, and an option of one. */
const rulesFor = (config: ResolvedConfig, subject: Subject) => {
  const { rules = null, notChecked = null } = describeConfig(config, subject);
  const off = new Set(
    Array.isArray(notChecked) ? notChecked.flatMap((each) => (isSettled(each) ? [each['ruleId']] : [])) : [],
  );
  const of = (id: string): Settled | undefined => {
    const rule = isSettled(rules) ? rules[id] : undefined;
    return isSettled(rule) && !off.has(id) && givenOf(rule['severity']) !== 'off' ? rule : undefined;
  };
  const number = (id: string, option: string): number | undefined => {
    const options = of(id)?.['options'];
    const value = isSettled(options) ? givenOf(options[option]) : undefined;
    return typeof value === 'number' ? value : undefined;
  };
  return { isOn: (id: string): boolean => of(id) !== undefined, number };
};

const wantedOf = (config: ResolvedConfig, role: string, channels: readonly string[]): readonly Wanted[] => {
  const given = { path: '', file: '', channels };
  const picture = rulesFor(config, { ...given, scope: 'image', role });
  const listing = rulesFor(config, { ...given, scope: 'listing' });
  const mark = ['watermark-present', 'watermark-legible'].find(picture.isOn);
  const [least, most] = [
    picture.number('main-image-square', 'minRatio'),
    picture.number('main-image-square', 'maxRatio'),
  ];
  const zoom = picture.number('image-zoomable', 'minLongSide');
  const count = listing.number('listing-image-count', 'min');
  return [
    ...(mark === undefined ? [] : [{ rule: mark, wants: 'mark' as const }]),
    ...(role !== 'main' || least === undefined || most === undefined
      ? []
      : [{ rule: 'main-image-square', wants: 'ratio' as const, least, most }]),
    ...(zoom === undefined ? [] : [{ rule: 'image-zoomable', wants: 'pixels' as const, least: zoom }]),
    ...(count === undefined ? [] : [{ rule: 'listing-image-count', wants: 'pictures' as const, least: count }]),
  ];
};

/**
 * What the config asks of pictures that go to all of its `channels`, and that no picture can keep, each with the forms that go together. `day`: whose
 * figures hold, `YYYY-MM-DD`.
 */
export const conflictNotices = (config: ResolvedConfig, day: string): readonly Notice[] => {
  const { channels = [] } = settingsOf({ settings: config.settings.of('builtin') });
  const profiles = channels.flatMap((id) => channelProfile(id) ?? []);
  const own = settingsFor(config);
  const of = (role: string): ReadonlyMap<string, Conflict> =>
    new Map(
      conflictsOf(profiles, role, wantedOf(config, role, channels), day, (id) =>
        own({ path: '', file: '', scope: 'image', role, channels }, id),
      ).map((each) => [each.key, each]),
    );
  const [main, gallery] = [of('main'), of('gallery')];
  return [...new Set([...main.keys(), ...gallery.keys()])].flatMap((key) => {
    const conflict = main.get(key) ?? gallery.get(key);
    if (conflict === undefined) return [];
    const { says, instead } = conflict;
    const words = main.has(key) && gallery.has(key) ? says.replace(/\bmain (pictures?)\b/, 'published $1') : says;
    return [
      {
        level: 'warning' as const,
        code: 'config-conflict',
        message: `no picture can keep what the config asks: ${words}. What goes together: ${instead.join('; ')}`,
      },
    ];
  });
};
