import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { DECODE_VERSION } from '../../../image/read/decode.ts';
import { WORKING_VERSION } from '../../../image/read/decode-smaller.ts';
import { encodeFingerprint, FINGERPRINT_VERSION } from '../../fingerprint/fingerprint-record.ts';
import { COMPARED_VERSION, comparedImage, mayBeStamped } from './compared-image.ts';

export const unmarkedFact = defineFact({
  id: 'unmarked',
  scope: 'image',
  version: FINGERPRINT_VERSION + DECODE_VERSION + WORKING_VERSION + COMPARED_VERSION,
  title:
    'Fingerprint of a stamped picture without its mark: of the unstamped original, if there is one; empty of all others.',
  schema: z.string(),
  compute: async (_subject, _params, context) => {
    if (!mayBeStamped(context)) return '';
    const { by, fingerprint } = await context.use(comparedImage);
    return by === 'own' ? '' : encodeFingerprint(await fingerprint());
  },
});
