import type { FixPolicy, Plugin } from '@listing-lint/core/plugin';
import { facts } from '../channel/facts.ts';
import { metadataFixes } from '../metadata/fix/metadata-fixes.ts';
import { picturePolicy } from '../metadata/fix/picture-policy.ts';
import { channelFixes } from '../publish/fix/channel-fixes.ts';
import { encodedAnewPolicy } from '../publish/fix/encoded-anew.ts';
import { ENCODED_ANEW } from '../publish/fix/replaced.ts';
import { recoverStamps, replaceStamped } from '../watermark/stamp/replace-stamped.ts';

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
};
