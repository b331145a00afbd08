import { readHeader } from '../image/read/header.ts';
import { iccOf } from './blocks/icc-fact.ts';
import { iptcOf } from './blocks/iptc-fact.ts';
import { xmpOf } from './blocks/xmp-fact.ts';
import { findCarriers } from './carriers/find-carriers.ts';
import { exifOf } from './exif/exif-fact.ts';
import { originOf } from './origin/origin-fact.ts';
import { summary } from './privacy/privacy-facts.ts';
import { readMetadata } from './reading/metadata.ts';
import { statementsOf } from './reading/statements.ts';
import { CONTACT, FACES, POSITION, SERIALS } from './reading/topics.ts';
import { rightsOf } from './rights/rights-fact.ts';

/**
 * What the facts of metadata say of a picture file, by their ids; of `people` the two halves. For measurements outside a run: within one, facts
 * share what was read. Never rejects for a bad file.
 */
export const metadataFactsOf = async (bytes: Buffer, extension: string) => {
  const header = await readHeader(bytes, extension);
  const metadata = readMetadata(findCarriers(bytes, header.format));
  const statements = statementsOf(metadata);
  return {
    exif: await exifOf(metadata, header),
    xmp: xmpOf(metadata, statements),
    iptc: iptcOf(metadata, statements),
    icc: iccOf(metadata),
    rights: rightsOf(statements, { copyright: null, creator: null }),
    origin: originOf(metadata, statements),
    position: summary(POSITION, metadata, statements),
    serials: summary(SERIALS, metadata, statements),
    contact: summary(CONTACT, metadata, statements),
    faces: summary(FACES, metadata, statements),
  };
};
export type MetadataFacts = Awaited<ReturnType<typeof metadataFactsOf>>;
