import { defineSettings } from '@listing-lint/core/plugin';
import type { DisputesSettings } from '@listing-lint/disputes';
import type { Settings } from '@listing-lint/rules/settings';
import { z } from 'zod';
import { monitorSchema } from './monitor-schema.ts';

/** Top-level key of the config for `listing-lint monitor`. */
export const monitorSettings = defineSettings(z.object({ monitor: monitorSchema }), {});

export type MonitorSettings = z.infer<typeof monitorSettings.schema>;

/** All settings that a run of `monitor` needs. */
export type MonitorRunSettings = Settings & DisputesSettings & MonitorSettings;
