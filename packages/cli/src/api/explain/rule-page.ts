import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ANYWHERE, MAX_DATA_BYTES, readTextSync } from '@listing-lint/core';

/** Where the pages lie beside this file: in the package (this file, or a chunk of it), or in the sources. */
const FOLDERS = ['./docs/rules/', '../docs/rules/', '../../../../../docs/rules/'];

/** Sections of a page that the rule itself does not tell in words. */
const WANTED = new Set(['What it checks', 'Examples']);

/**
 * What a built-in rule checks and its examples, as its page in `docs/rules` has them (made from the rule's tests); empty where there is
 * no page.
 */
export const ruleExamples = (id: string): string => {
  const file = FOLDERS.map((folder) => fileURLToPath(new URL(`${folder}${id}.md`, import.meta.url))).find((path) =>
    existsSync(path),
  );
  if (file === undefined) return '';
  const sections = readTextSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }).split(/^## /m).slice(1);
  return sections
    .filter((section) => WANTED.has(section.split('\n', 1)[0] ?? ''))
    .map((section) => indented(section.trim()))
    .join('\n\n');
};

/** The title as explain writes titles, everything under it moved in; code needs no fence where it is moved in, nor titles their marks. */
const indented = (section: string): string => {
  const [title = '', ...lines] = section.split('\n');
  const body = lines
    .filter((line) => !line.startsWith('```'))
    .map((line) => (line === '' ? '' : `  ${line.replace(/^### /, '— ')}`))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '');
  return `${title}\n${body}`;
};
