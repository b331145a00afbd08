import type { Plugin } from '@listing-lint/core/plugin';
import { storeSettings } from './store-settings.ts';

/** Sets that one machine does not hold: object stores, registries in databases, queues. */
export const scalePlugin: Plugin = { name: 'scale', version: '1', settings: storeSettings.schema };
