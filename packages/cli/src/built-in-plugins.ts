import { joinPlugins } from '@listing-lint/core';
import { disputesPlugin } from '@listing-lint/disputes';
import { monitorPlugin } from '@listing-lint/monitor';
import { provenancePlugin } from '@listing-lint/provenance';
import { publishPlugin } from '@listing-lint/publish';
import { qualityPlugin } from '@listing-lint/quality';
import { rulesPlugin } from '@listing-lint/rules';
import { scalePlugin } from '@listing-lint/scale';
import { visionPlugin } from '@listing-lint/vision';
import { watermarkPlugin } from '@listing-lint/watermark';

/** The plugins that are always there, in the order in which sentences name their kinds of subjects. */
export const builtInPlugins = [
  rulesPlugin,
  qualityPlugin,
  visionPlugin,
  watermarkPlugin,
  disputesPlugin,
  monitorPlugin,
  provenancePlugin,
  publishPlugin,
  scalePlugin,
] as const;

/** Top-level keys of the config that optional plugins own: where one is not in the list, a config that sets its key is told whose it is. */
export const settingsByPlugin = {
  monitor: ['pages', 'monitor'],
  disputes: ['cases', 'monitoring'],
  provenance: ['provenance', 'c2pa'],
  scale: ['objects'],
};

/** All of them as one: rules, facts and presets carry no prefix, settings are the top level of the config. */
export const builtinPlugin = joinPlugins('builtin', '1', builtInPlugins, settingsByPlugin);
