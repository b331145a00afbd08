import { documents as rules } from 'virtual:documents/rules/watermark';
import type { Plugin } from '@listing-lint/core/plugin';
import { facts } from './overlay/facts.ts';

/** Stamping and calibrating watermarks, and evidence of overlays of others. */
export const watermarkPlugin: Plugin = { name: 'watermark', version: '1', facts, rules };
