import { PERSON_BRANCH } from './keyword-trees.ts';
import type { Statement } from './statements.ts';
import { FACES, matchesTopic } from './topics.ts';

/** Fields of `FACES` that hold the name of a person, and trees of keywords, of which the last part is one. */
const PERSON_FIELDS =
  /Iptc4xmpExt:PersonInImage(?:$|WDetails.*PersonName)|mwg-rs:Name$|MPReg:PersonDisplayName$|acdsee-rs:Name$|:(?:people|persons?|personality|personname|personshown)$/i;
const KEYWORDS =
  /(?:^|\/)(?:dc:subject|lr:\w+|digiKam:TagsList|MicrosoftPhoto:LastKeyword\w+|\w+:CatalogSets|acdsee:[kK]eywords|mwg-kw:\w+)$/;
const LEAST_NAME = 3;

/** Names of the people that the file says are in the picture. */
export const personNamesIn = (statements: readonly Statement[]): readonly string[] => {
  const names = statements.flatMap((statement, i) => {
    const { name, value } = statement;
    if (!matchesTopic(FACES, statement)) return [];
    if (PERSON_FIELDS.test(name)) return [value];
    // The node below a branch that is a node of its own.
    if (name.includes('mwg-kw:'))
      return statements.slice(i + 1).find((next) => next.name.includes('mwg-kw:'))?.value ?? [];
    return PERSON_BRANCH.test(value) ? value.split(/[;,]/).flatMap((path) => path.split(/[|/\\]/).at(-1) ?? []) : [];
  });
  return [...new Set(names.map((name) => name.trim().toLowerCase()))].filter((name) => name.length >= LEAST_NAME);
};

/** Whether a statement is a keyword, or a branch of keywords, that is or ends with the name of one of these people. */
export const isKeywordOf = (names: readonly string[], { source, name, value }: Statement): boolean =>
  (source === 'iptc' ? name === 'Keywords' : source === 'xmp' && KEYWORDS.test(name)) &&
  names.includes(
    value
      .split(/[|/\\]/)
      .at(-1)
      ?.trim()
      .toLowerCase() ?? '',
  );

/** Whether a text names one of these people. */
export const namesPerson = (names: readonly string[], value: string): boolean => {
  const text = ` ${value.toLowerCase().replace(/[\p{P}\p{S}\s]+/gu, ' ')} `;
  return names.some((name) => text.includes(` ${name.replace(/[\p{P}\p{S}\s]+/gu, ' ').trim()} `));
};
