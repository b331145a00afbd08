import { z } from 'zod';
import { day, dayAhead, evidenceFile, mapping, name, text } from './values.ts';

/** Who holds the rights, and who speaks for them. */
export const rightsHolder = mapping({
  name: text.describe('person or company'),
  type: z.enum(['individual', 'company']).nullish(),
  idDocument: mapping({ kind: text.describe('passport, business licence, …'), ...evidenceFile }).nullish(),
  address: text.nullish(),
  phone: text.nullish(),
  email: text.nullish(),
  agent: mapping({
    name: text,
    letterOfAuthorization: mapping({ ...evidenceFile, validUntil: dayAhead.nullish() }).nullish(),
  })
    .describe('who acts for the rights holder')
    .nullish(),
});

const picture = {
  path: text.describe('path of the picture, from the folder of the config'),
  sha256: evidenceFile.sha256,
};

/** A work whose copies are disputed, and the proof that it is ours. */
export const work = mapping({
  id: name.describe('what `match.work` names'),
  title: text.nullish(),
  author: text.nullish(),
  assignment: mapping({ ...evidenceFile })
    .describe('the paper by which the author passed the rights on')
    .nullish(),
  createdOn: day.describe('when it was made').nullish(),
  firstPublished: mapping({ date: day, place: text.nullish(), url: text.nullish() })
    .describe('where it could first be seen')
    .nullish(),
  images: z
    .array(mapping({ ...picture, role: text.nullish() }))
    .describe('the pictures as they were published')
    .nullish(),
  rawOriginal: mapping({ ...picture, camera: text.nullish(), captureDate: day.nullish() })
    .describe('the file as the camera wrote it')
    .nullish(),
  editHistory: z
    .array(mapping({ ...evidenceFile, software: text.nullish(), date: day.nullish() }))
    .describe('files between the original and the picture')
    .nullish(),
  registration: mapping({
    office: text,
    number: name,
    date: day.nullish(),
    file: text.describe('path of the certificate').nullish(),
  })
    .describe('with a copyright office')
    .nullish(),
  copyrightClaimStatement: mapping({ ...evidenceFile, signedOn: day.nullish() })
    .describe('what takes the place of a registration')
    .nullish(),
  timestamps: z
    .array(mapping({ kind: z.enum(['rfc3161', 'cloud', 'c2pa', 'notary']), time: day, file: text.nullish() }))
    .describe('when somebody else saw it')
    .nullish(),
  witnesses: z
    .array(
      mapping({
        name: text,
        role: text.nullish(),
        statement: text.describe('path of the statement').nullish(),
        date: day.nullish(),
      }),
    )
    .nullish(),
  modelRelease: text.describe('path of the release').nullish(),
  outtakes: z.array(text).describe('paths of other pictures of the same session').nullish(),
});
