import type { ContainerFormat } from '@listing-lint/rules/image';
import {
  type Carrier,
  find,
  findCarriers,
  isRightsField,
  type Metadata,
  mayNameOwner,
  namesPerson,
  namesRights,
  pictureData,
  readMetadata,
  type Statement,
  statementsOf,
  unwritable,
} from '@listing-lint/rules/metadata';

import { isOfPacket, type MetadataEdit, speaksOf, takesMakerNote, topicsOf } from './edit-scope.ts';
import { lostLabels, MADE_BY_MODEL } from './kept-statements.ts';

/** A file whose metadata are to be edited. */
export interface StartedEdit {
  readonly bytes: Buffer;
  readonly format: ContainerFormat;
  readonly edit: MetadataEdit;
  readonly before: Metadata;
}

/** People whose names are looked for in the other statements of a file. */
const MAX_NAMES = 500;

/** Throws where something that is to go names an owner or creator too, or is a maker note that may. */
export const keepOwner = ({ carriers }: Metadata, statements: readonly Statement[], edit: MetadataEdit): void => {
  if ((edit.names?.length ?? 0) > MAX_NAMES) throw unwritable(`it names more than ${MAX_NAMES} people`);
  const named = statements.find(
    (each) => speaksOf(edit, each) && namesRights(each) && !(edit.dropManifest && each.source === 'c2pa'),
  );
  if (named !== undefined)
    throw unwritable(
      `${named.name} in ${named.place} also names an owner or creator, and is kept: remove the rest of it by hand`,
    );
  const note = carriers.find((each) => takesMakerNote(edit, each) && mayNameOwner(each.bytes));
  if (note !== undefined)
    throw unwritable(`${note.place} may name the owner of the rights, and is kept: remove it by hand if it does not`);
};

/** Reads the new file and compares; gives what is gone, and throws for what should not have changed. */
export const verify = (edited: Buffer, { bytes, format, edit, before }: StartedEdit): readonly string[] => {
  const was = pictureData(bytes, format);
  if (was === null || was !== pictureData(edited, format)) throw unwritable('the picture itself would change');
  const after = readMetadata(findCarriers(edited, format));
  const [old_, new_] = [statementsOf(before), statementsOf(after)];
  const names = new Set(edit.rights.map(({ name }) => name));
  const isSet = ({ source, name }: Statement): boolean => source === 'xmp' && names.has(name.split('/')[0] ?? '');
  const dropsInner = edit.remove.includes('previews');
  const stays = old_.filter(
    (each) => !speaksOf(edit, each) && !isSet(each) && !(dropsInner && each.depth > 0) && !isPartOf(edit, each),
  );
  const left = tally(new_);
  for (const each of stays) {
    const key = keyOf(each);
    const count = left.get(key) ?? 0;
    if (count === 0) throw unwritable(`${each.name} would change, which is not to`);
    left.set(key, count - 1);
  }
  keepUnread(before, after, edit);
  const lost = lostOwner(old_, new_, edit);
  if (lost !== undefined)
    throw unwritable(`${lost.name} in ${lost.place} names an owner or creator, and would be lost`);
  const unsaid = lostLabels(before, after).filter((each) => each !== MADE_BY_MODEL);
  if (unsaid.length > 0)
    throw unwritable(`its label of a picture made by a model (${unsaid.join(', ')}) would be lost`);
  const remaining = new_.filter((each) => speaksOf(edit, each));
  if (remaining[0] !== undefined)
    throw unwritable(`${remaining[0].name} in ${remaining[0].place} could not be taken out`);
  for (const topic of topicsOf(edit)) {
    const [open] = find(topic, after, new_).unread;
    if (open !== undefined)
      throw unwritable(`a block that was not read may hold it, and is kept (${open}): remove that block by hand`);
  }
  const named = new_.find(
    (each) => edit.names !== undefined && !isRightsField(each) && namesPerson(edit.names, each.value),
  );
  if (named !== undefined)
    throw unwritable(`${named.name} in ${named.place} still names a person who is shown: remove the name by hand`);
  for (const { name, value } of edit.rights) {
    if (!new_.some((each) => each.source === 'xmp' && each.name === name && each.value === value.trim()))
      throw unwritable(`${name} could not be written`);
  }
  return [...new Set(old_.filter((each) => speaksOf(edit, each)).map(({ name, place }) => `${name} in ${place}`))];
};

/** Throws where a block that is not read would change. Maker notes that go, and what lies in previews that go, are named by the edit. */
const keepUnread = (before: Metadata, after: Metadata, edit: MetadataEdit): void => {
  const stays = ({ kind, depth, hasNoPlace, problem }: Carrier): boolean =>
    problem !== null &&
    kind !== 'icc' &&
    kind !== 'picture' &&
    !(edit.dropManifest && kind === 'c2pa') &&
    !(edit.remove.includes('previews') && depth > 0) &&
    !takesMakerNote(edit, { kind, ...(hasNoPlace === true ? { hasNoPlace } : {}) });
  const left = after.carriers.map(({ bytes }) => bytes);
  for (const { bytes, place } of before.carriers.filter(stays)) {
    const at = left.findIndex((each) => each.equals(bytes));
    if (at < 0) throw unwritable(`${place} was not read, and would change`);
    left.splice(at, 1);
  }
};

/** An owner or creator whom the file named and no longer does, and whom the edit does not write over. */
const lostOwner = (
  before: readonly Statement[],
  after: readonly Statement[],
  edit: MetadataEdit,
): Statement | undefined => {
  const values = new Set(after.map(({ value }) => value));
  const written = new Set(edit.rights.map(({ name }) => name));
  return before.find(
    (each) =>
      namesRights(each) &&
      !values.has(each.value) &&
      !(edit.dropManifest && each.source === 'c2pa') &&
      !(each.source === 'xmp' && written.has(each.name.split('/')[0] ?? '')),
  );
};

/** The rest of a GPS directory goes with the position, and so do the statements of a manifest that may be dropped. */
const isPartOf = (edit: MetadataEdit, { source, name }: Statement): boolean =>
  (edit.remove.includes('position') && name.startsWith('GPS:')) ||
  (edit.dropManifest && source === 'c2pa') ||
  isOfPacket(name);

const keyOf = ({ source, name, value, depth }: Statement): string => [source, name, value, String(depth)].join('\0');

const tally = (statements: readonly Statement[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const each of statements) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return counts;
};
