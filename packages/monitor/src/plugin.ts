import { documents as rules } from 'virtual:documents/rules/monitor';
import type { Plugin } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { monitorSettings } from './monitor-settings.ts';
import { facts } from './page/facts.ts';
import { pageSettings } from './page/page-settings.ts';
import { pageSubjects } from './page/subjects.ts';

/** Looks for copies in what others have crawled or saved, and reads the shop's own saved pages. */
export const monitorPlugin: Plugin = {
  name: 'monitor',
  version: '1',
  settings: z.object({ ...pageSettings.schema.shape, ...monitorSettings.schema.shape }),
  subjects: pageSubjects,
  facts,
  rules,
};
