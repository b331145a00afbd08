import { type Circumstance, escapeControls } from '@listing-lint/core';
import type { AuditData } from './embedded.ts';
import { markedPictures, type PictureWithMarks } from './mark-view.ts';

/** Context of the run that the report carries in addition to verdicts. */
export interface Attendance {
  /** Who signs on the first page: a name where the config states one. */
  readonly signers: readonly { readonly part: string; readonly name: string }[];
  /** What was the case when it was made. */
  readonly circumstances: readonly Circumstance[];
  readonly marked: readonly PictureWithMarks[];
}

/** Who signs, what was the case, and what was found on pictures. */
export const attendance = ({ report, signer, circumstances = [], thumbnails }: AuditData): Attendance => ({
  signers: [
    { part: 'Prepared by', name: escapeControls(signer ?? '') },
    { part: 'Reviewed by', name: '' },
    { part: 'Approved by', name: '' },
  ],
  circumstances: circumstances.map(({ title, facts, ...rest }) => ({
    ...rest,
    title: escapeControls(title),
    facts: facts.map(({ label, value }) => ({ label: escapeControls(label), value: escapeControls(value) })),
  })),
  marked: markedPictures(report, thumbnails),
});

/** Which company it is about, as the options of the report state it, else its brand; and who signs. */
export const partyFacts = ({
  report,
  company,
  signer,
}: AuditData): readonly { readonly label: string; readonly value: string }[] => {
  const brand = report.policy?.settings['brand'];
  const of = (key: string): string | undefined => {
    const value: unknown = typeof brand === 'object' && brand !== null ? Reflect.get(brand, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const name = company ?? of('creator') ?? of('copyright');
  return [
    ...(name === undefined ? [] : [{ label: 'Company', value: escapeControls(name) }]),
    ...(signer === undefined ? [] : [{ label: 'Signs for it', value: escapeControls(signer) }]),
  ];
};
