import { documents as rules } from 'virtual:documents/rules/watermark';
import type { Plugin } from '@listing-lint/core/plugin';
import { facts } from './overlay/facts.ts';

/** Stamping and calibrating watermarks, and what others have laid over a picture. */
export const watermarkPlugin: Plugin = { name: 'watermark', version: '1', facts, rules };
