import { type ResolvedConfig, type StatedSetting, type Subject, statedSettings } from '@listing-lint/core';
import type { SettingsFor } from '@listing-lint/publish';

/** What the user's own documents say of rules for a subject, were it to go to a channel alone, by rule id. */
export const statedFor = (
  config: ResolvedConfig,
): ((subject: Subject, channel: string) => ReadonlyMap<string, StatedSetting>) => {
  const stated = statedSettings(config);
  return (subject, channel) => stated({ ...subject, channels: [channel] });
};

/** The same for one rule. */
export const settingsFor = (config: ResolvedConfig): SettingsFor => {
  const stated = statedFor(config);
  return (subject, channel) => {
    const settings = stated(subject, channel);
    return (id) => settings.get(id);
  };
};
