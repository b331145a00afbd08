import { joinPlugins } from '@listing-lint/core';
import { rulesPlugin } from '@listing-lint/rules';
import { publishPlugin } from './plugin.ts';

/** The built-in plugin as this package needs it. */
export const builtinPlugin = joinPlugins('builtin', '1', [rulesPlugin, publishPlugin]);
