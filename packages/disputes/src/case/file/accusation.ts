import { z } from 'zod';
import { day, dayAhead, evidenceFile, filePath, mapping, name, nonEmptyText, oneLineText, timeZone } from './values.ts';

/** What we are accused of, where the case is against us. */
export const accusation = mapping({
  receivedAt: day.describe('when it reached us'),
  reference: name.describe('the number that the platform gave it').nullish(),
  by: oneLineText.describe('who accuses').nullish(),
  grounds: nonEmptyText.describe('what they say that we did').nullish(),
  listings: z.array(name).describe('addresses or numbers of our listings that it names').nullish(),
  respondBy: dayAhead.describe('until when an answer is asked for, where the accusation says so').nullish(),
  evidence: z.array(mapping(evidenceFile)).describe('what they sent with it').nullish(),
});

/** What we answer it with, beside the proof that stands with the works. */
export const defence = mapping({
  evidenceRequest: mapping({
    sentAt: day,
    file: evidenceFile.file.nullish(),
    sha256: evidenceFile.sha256,
    answeredAt: day.nullish(),
  })
    .describe('the letter that asks the accuser for detailed evidence')
    .nullish(),
  comparison: mapping({ ...evidenceFile, date: day.nullish(), by: nonEmptyText.nullish() })
    .describe('their picture laid beside ours: pixels, metadata, dates')
    .nullish(),
  independentCreation: nonEmptyText.describe('how the picture came about without theirs').nullish(),
});

/** The other side: who sells there, or who accuses us. */
export const counterparty = mapping({
  name: oneLineText.nullish(),
  seller: name.describe('who they are on the platform').nullish(),
  jurisdiction: nonEmptyText.describe('country where they are').nullish(),
  timeZone: timeZone.nullish(),
  address: nonEmptyText.nullish(),
  email: oneLineText.nullish(),
});

/** Somebody who may use works of ours: what they show is no infringement. */
export const licensee = mapping({
  name: oneLineText,
  seller: name.describe('who they are on the platform').nullish(),
  domain: nonEmptyText.describe('host of their shop, such as shop.example').nullish(),
  works: z.array(name).describe('ids of works; all of them without it').nullish(),
  until: dayAhead.describe('last day of the licence; without it, it has no end').nullish(),
  file: filePath('path of the licence').nullish(),
});

/** A penalty against an account of ours. */
export const strike = mapping({
  account: name.describe('the account that it stands against'),
  ladder: nonEmptyText.describe('the scale that it counts on, such as aliexpress-serious'),
  at: day.describe('when it was given'),
  points: z.number().min(0).describe('on scales that count points').nullish(),
  rightsHolder: nonEmptyText.describe('who complained: several of one within days may count as one').nullish(),
  status: z
    .enum(['active', 'appealed', 'withdrawn'])
    .describe('active without it; one that is withdrawn does not count')
    .nullish(),
});
