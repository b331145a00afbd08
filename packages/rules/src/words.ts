import type { Word } from '@listing-lint/core';
import { ROLES, type Settings } from './settings.ts';

/** The roles that the rules know, and the roles and channels that the config gives, each with its place in it. */
export const wordsOf = ({
  roles = [],
  channels = [],
}: Settings): { readonly roles: Word[]; readonly channels: Word[] } => ({
  roles: [
    ...ROLES.map((word) => ({ word })),
    ...roles.map(({ role }, index) => ({ word: role, path: ['roles', index, 'role'] })),
  ],
  channels: channels.map((word, index) => ({ word, path: ['channels', index] })),
});
