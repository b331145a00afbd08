import { presets, rules } from 'virtual:documents';
import type { Plugin } from '@listing-lint/core';
import { facts } from './generated/facts.ts';
import { subjects } from './generated/subjects.ts';
import { checkLists } from './hash/registry/check-lists.ts';
import { inputFiles, lineFiles } from './inputs.ts';
import { brandFolders } from './listing/brand.ts';
import { checkMarks } from './listing/check-marks.ts';
import { settingsOf, settingsSchema } from './settings.ts';
import { wordsOf } from './words.ts';

/** The plugin that is always there: its rules, facts and presets carry no prefix, its settings are the top level of the config. */
export const builtinPlugin: Plugin = {
  name: 'builtin',
  version: '1',
  settings: settingsSchema,
  ignores: (settings) => brandFolders(settingsOf({ settings })).map((folder) => `${folder}/**`),
  files: (settings, root) => inputFiles(settingsOf({ settings }), root),
  lineFiles: (settings) => lineFiles(settingsOf({ settings })),
  checkSettings: (settings, root) => {
    const own = settingsOf({ settings });
    return [...checkMarks(own, root), ...checkLists(own, root)];
  },
  words: (settings) => wordsOf(settingsOf({ settings })),
  subjects,
  facts,
  rules,
  presets,
};
