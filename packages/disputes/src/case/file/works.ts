import { z } from 'zod';
import { day, dayAhead, evidenceFile, filePath, mapping, name, nonEmptyText, oneLineText } from './values.ts';

/** Who holds the rights, and who speaks for them. */
export const rightsHolder = mapping({
  name: oneLineText.describe('person or company'),
  type: z.enum(['individual', 'company']).nullish(),
  idDocument: mapping({ kind: nonEmptyText.describe('passport, business licence, …'), ...evidenceFile }).nullish(),
  address: nonEmptyText.nullish(),
  phone: oneLineText.nullish(),
  email: oneLineText.nullish(),
  jurisdiction: nonEmptyText.describe('country where they are').nullish(),
  agent: mapping({
    name: oneLineText,
    letterOfAuthorization: mapping({ ...evidenceFile, validUntil: dayAhead.nullish() }).nullish(),
  })
    .describe('who acts for the rights holder')
    .nullish(),
});

const picture = {
  path: filePath('path of the picture, from the folder of the config'),
  sha256: evidenceFile.sha256,
};

/** A work whose copies are disputed, and the proof that it is ours. */
export const work = mapping({
  id: name.describe('what `match.work` names'),
  title: nonEmptyText.nullish(),
  author: nonEmptyText.nullish(),
  assignment: mapping({ ...evidenceFile })
    .describe('the paper by which the author passed the rights on')
    .nullish(),
  createdOn: day.describe('when it was made').nullish(),
  firstPublished: mapping({ date: day, place: nonEmptyText.nullish(), url: nonEmptyText.nullish() })
    .describe('where it could first be seen')
    .nullish(),
  images: z
    .array(mapping({ ...picture, role: nonEmptyText.nullish() }))
    .describe('the pictures as they were published')
    .nullish(),
  rawOriginal: mapping({ ...picture, camera: nonEmptyText.nullish(), captureDate: day.nullish() })
    .describe('the file as the camera wrote it')
    .nullish(),
  editHistory: z
    .array(mapping({ ...evidenceFile, software: nonEmptyText.nullish(), date: day.nullish() }))
    .describe('files between the original and the picture')
    .nullish(),
  registration: mapping({
    office: nonEmptyText,
    number: name,
    date: day.nullish(),
    file: filePath('path of the certificate').nullish(),
  })
    .describe('with a copyright office')
    .nullish(),
  copyrightClaimStatement: mapping({ ...evidenceFile, signedOn: day.nullish() })
    .describe('what takes the place of a registration')
    .nullish(),
  timestamps: z
    .array(
      mapping({
        kind: z.enum(['rfc3161', 'cloud', 'c2pa', 'notary']),
        time: day,
        file: filePath('path of the token, the record or the deed').nullish(),
      }),
    )
    .describe('when somebody else saw it')
    .nullish(),
  witnesses: z
    .array(
      mapping({
        name: nonEmptyText,
        role: nonEmptyText.nullish(),
        statement: filePath('path of the statement').nullish(),
        date: day.nullish(),
      }),
    )
    .nullish(),
  modelRelease: filePath('path of the release').nullish(),
  shootingRecord: mapping({ ...evidenceFile, date: day.nullish() })
    .describe('who shot what, where and when, written down then')
    .nullish(),
  licence: mapping({ ...evidenceFile, from: nonEmptyText.nullish(), validUntil: dayAhead.nullish() })
    .describe('where the work is of somebody else: the paper that lets us use it')
    .nullish(),
  outtakes: z.array(filePath('path of a picture')).describe('paths of other pictures of the same session').nullish(),
});

type Timestamp = NonNullable<z.infer<typeof work>['timestamps']>[number];

/** A timestamp that is a file which can be verified (RFC 3161). */
export const isToken = (timestamp: Timestamp): timestamp is Timestamp & { readonly file: string } =>
  timestamp.kind === 'rfc3161' && typeof timestamp.file === 'string';
