import type { Plugin } from '@listing-lint/core/plugin';
import { channelFiguresFact } from './profile/channel-figures-fact.ts';

export const facts: NonNullable<Plugin['facts']> = [channelFiguresFact];
