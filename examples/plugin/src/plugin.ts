import { definePlugin } from 'listing-lint/plugin';

/** Licences of bought photographs. */
export const plugin = definePlugin({ name: 'licences', version: '0.1.0' });
