import { joinPlugins } from '@listing-lint/core';
import { disputesPlugin } from '@listing-lint/disputes';
import { rulesPlugin } from '@listing-lint/rules';
import { provenancePlugin } from './plugin.ts';

/** The built-in plugin as this package needs it. */
export const builtinPlugin = joinPlugins('builtin', '1', [rulesPlugin, disputesPlugin, provenancePlugin]);
