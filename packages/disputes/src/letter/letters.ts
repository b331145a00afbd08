import { suggest } from '@listing-lint/core/plugin';
import { profileSources, readProfile } from '../case/profile/profiles.ts';
import { type Letter, letterPartsSchema, letterSchema } from './letter-schema.ts';

let read: readonly Letter[] | undefined;

/** The letters that can be written, in the order of their names. */
export const letters = (): readonly Letter[] => {
  read ??= profileSources('letters').map((source) => {
    const letter = readProfile(source, letterSchema);
    return { ...letter, parts: letter.parts.flatMap((part) => ('use' in part ? proofs() : [part])) };
  });
  return read;
};

/** The letter of that name, or what may have been meant. */
export const letterNamed = (name: string): Letter | { readonly hint: string } => {
  const ids = letters().map(({ id }) => id);
  return letters().find(({ id }) => id === name) ?? { hint: suggest(name, ids) ?? `there are ${ids.join(', ')}` };
};

const proofs = () => profileSources('letter-parts').flatMap((source) => readProfile(source, letterPartsSchema).parts);
