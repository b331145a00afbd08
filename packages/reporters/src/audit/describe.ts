import { escapeControls } from '@listing-lint/core';
import type { Change, ChangeKind } from './compare.ts';

const KIND: Readonly<Record<ChangeKind, string>> = {
  project: 'project',
  file: 'file',
  rule: 'rule',
  option: 'option',
  severity: 'severity of',
  preset: 'preset',
  plugin: 'plugin',
  override: 'override',
  setting: 'setting',
  'policy-file': 'policy file',
  exception: 'exception',
  tool: 'tool',
  warning: 'warning',
  verdict: 'verdict',
};

const HASH = /^[0-9a-f]{64}$/;

/** `file changed: listings/a/1.jpg (sha256 3f2a… → 9b1c…)`. */
export const describeChange = ({ kind, what, name, before, after }: Change): string => {
  const values = [before, after].filter((value) => value !== undefined && value !== '').map(shortValue);
  const hash = [before, after].some((value) => HASH.test(value ?? ''));
  const detail = values.length === 0 ? '' : ` (${hash ? 'sha256 ' : ''}${values.join(' → ')})`;
  return `${KIND[kind]} ${what}: ${escapeControls(name)}${detail}`;
};

/** Hashes in their first 16 digits, which two different files do not share by chance; other values as they are, cut where long. */
const shortValue = (value: string | undefined): string => {
  const text = escapeControls(value ?? '');
  if (HASH.test(text)) return `${text.slice(0, 16)}…`;
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};
