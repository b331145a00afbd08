import { joinPlugins } from '@listing-lint/core';
import { disputesPlugin } from './plugins/disputes-plugin.ts';
import { monitorPlugin } from './plugins/monitor-plugin.ts';
import { provenancePlugin } from './plugins/provenance-plugin.ts';
import { publishPlugin } from './plugins/publish-plugin.ts';
import { qualityPlugin } from './plugins/quality-plugin.ts';
import { rulesPlugin } from './plugins/rules-plugin.ts';
import { scalePlugin } from './plugins/scale-plugin.ts';
import { visionPlugin } from './plugins/vision-plugin.ts';
import { watermarkPlugin } from './plugins/watermark-plugin.ts';

/** The plugins that are always there, in the order in which sentences name their kinds of subjects. */
const builtInPlugins = [
  rulesPlugin,
  qualityPlugin,
  visionPlugin,
  watermarkPlugin,
  monitorPlugin,
  disputesPlugin,
  provenancePlugin,
  publishPlugin,
  scalePlugin,
] as const;

/** All of them as one: rules, facts and presets carry no prefix, settings are the top level of the config. */
export const builtinPlugin = joinPlugins('builtin', '1', builtInPlugins);
