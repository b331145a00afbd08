import { documents as rules } from 'virtual:documents/rules/publish';
import type { FixPolicy, Plugin } from '@listing-lint/core/plugin';
import { recoverStamps, replaceStamped } from '@listing-lint/rules/watermark';
import { facts } from './channel/facts.ts';
import { channelFixes } from './fix/channel-fixes.ts';
import { encodedAnewPolicy } from './fix/encoded-anew.ts';
import { ENCODED_ANEW } from './fix/replaced.ts';
import { metadataFixes } from './metadata/fix/metadata-fixes.ts';
import { picturePolicy } from './metadata/fix/picture-policy.ts';

/** What fixes may do to pictures; the ledger of stamps is kept in step with their files. */
const picturesFixing: FixPolicy = {
  ...picturePolicy,
  check: (mending, subject) =>
    mending.changed.includes(ENCODED_ANEW)
      ? encodedAnewPolicy.check(mending, subject)
      : picturePolicy.check(mending, subject),
  replace: async (mending, subject, context, put) => {
    if (mending.changed.includes(ENCODED_ANEW)) await encodedAnewPolicy.keep(mending.before, subject, context.root);
    await replaceStamped(mending, subject, context, put);
  },
  recover: recoverStamps,
};

/** What marketplaces ask, copies that they take, metadata that is written, and fixes of pictures. */
export const publishPlugin: Plugin = {
  name: 'publish',
  version: '1',
  kindAdditions: { image: { fixing: picturesFixing } },
  facts,
  fixes: [...metadataFixes, ...channelFixes],
  rules,
};
