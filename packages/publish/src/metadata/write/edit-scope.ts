import {
  type Carrier,
  CONTACT,
  FACES,
  isKeywordOf,
  matchesTopic,
  POSITION,
  personNamesIn,
  SERIALS,
  type Statement,
  type Topic,
} from '@listing-lint/rules/metadata';

import type { XmpValue } from './xmp-edit.ts';

/** What can be taken out of a file. */
export type Removal = 'position' | 'serials' | 'contact' | 'faces' | 'previews';

const TOPICS: Readonly<Record<Exclude<Removal, 'previews'>, Topic>> = {
  position: POSITION,
  serials: SERIALS,
  contact: CONTACT,
  faces: FACES,
};

export interface MetadataEdit {
  readonly remove: readonly Removal[];
  /** Rights to write as XMP; empty to write none. */
  readonly rights: readonly XmpValue[];
  /** `true` where a C2PA manifest may be taken out: its signature would no longer hold. */
  readonly dropManifest: boolean;
  /** Of `faces`: the people that the file names, whose names go from its keywords too (`withNames`). */
  readonly names?: readonly string[];
}

/** An edit with the names of the people that a file says are in the picture. */
export const withNames = (edit: MetadataEdit, statements: readonly Statement[]): MetadataEdit =>
  edit.remove.includes('faces') ? { ...edit, names: personNamesIn(statements) } : edit;

/** Whether a maker note goes: it is not read field by field, and may hold what is to go. */
export const takesMakerNote = (
  edit: MetadataEdit,
  { kind, hasNoPlace }: Pick<Carrier, 'kind' | 'hasNoPlace'>,
): boolean =>
  kind === 'makerNote' &&
  edit.remove.some((each) => each !== 'previews' && (each !== 'position' || hasNoPlace !== true));

export const topicsOf = ({ remove }: MetadataEdit): readonly Topic[] =>
  remove.flatMap((each) => (each === 'previews' ? [] : [TOPICS[each]]));

/** Whether a statement is to go. */
export const speaksOf = (edit: MetadataEdit, statement: Statement): boolean =>
  topicsOf(edit).some((topic) => matchesTopic(topic, statement)) ||
  (edit.names !== undefined && isKeywordOf(edit.names, statement));

/** The digest of extended XMP, which is another where that is edited; a packet's writer and subject, which go with a packet of nothing else. */
export const isOfPacket = (name: string): boolean => ['xmpNote:HasExtendedXMP', 'x:xmptk', 'rdf:about'].includes(name);
