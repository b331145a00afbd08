import type { CaseFile } from '../../case/file/case-file.ts';
import type { LedgerStanding } from '../compare/record/ledger-standing.ts';

/** Something that a dispute is asked for, and whether it is in the bundle. */
export interface ChecklistItem {
  readonly what: string;
  readonly isThere: boolean;
  /** Where it is, or what to do. */
  readonly note: string;
}

/** A picture of ours in the bundle. */
export interface BundledPicture {
  readonly path: string;
  readonly ledger: LedgerStanding | null;
}

/** What speaks for a claim, and which of it is missing: of a case by its works and infringements, of pictures by the ledger. Pure. */
export const evidenceChecklist = (
  pictures: readonly BundledPicture[],
  file: CaseFile | undefined,
  missing: readonly string[],
): readonly ChecklistItem[] => [
  ...pictures.flatMap(pictureItems),
  ...(file?.works ?? []).flatMap(workItems),
  ...(file?.infringements ?? []).flatMap(infringementItems),
  ...missing.map((path) => ({
    what: `file ${path}`,
    isThere: false,
    note: 'it could not be put in, or is not the file that the case or the ledger states',
  })),
];

const item = (what: string, isThere: boolean, there: string, todo: string): ChecklistItem => ({
  what,
  isThere,
  note: isThere ? there : todo,
});

const pictureItems = ({ path, ledger }: BundledPicture): readonly ChecklistItem[] => {
  const seal = ledger?.sealedTrusted ?? null;
  return [
    item(
      `${path}: in the ledger`,
      ledger?.entry != null,
      `entry ${ledger?.entry?.slice(0, 12)}…`,
      'listing-lint archive',
    ),
    item(`${path}: sealed by a time-stamp authority`, seal !== null, `at ${seal}`, 'listing-lint ledger seal'),
  ];
};

type Work = NonNullable<CaseFile['works']>[number];

const workItems = (work: Work): readonly ChecklistItem[] => {
  const of = (what: string): string => `work ${work.id}: ${what}`;
  const has = (value: unknown): boolean => value != null && (!Array.isArray(value) || value.length > 0);
  return [
    item(
      of('the original as the camera wrote it'),
      has(work.rawOriginal),
      work.rawOriginal?.path ?? '',
      'works[].rawOriginal',
    ),
    item(of('outtakes of the same session'), has(work.outtakes), `${work.outtakes?.length} files`, 'works[].outtakes'),
    item(
      of('the record of the shooting'),
      has(work.shootingRecord),
      work.shootingRecord?.file ?? '',
      'works[].shootingRecord',
    ),
    item(of('the steps of editing'), has(work.editHistory), `${work.editHistory?.length} files`, 'works[].editHistory'),
    item(
      of('a witness'),
      has(work.witnesses),
      (work.witnesses ?? []).map(({ name }) => name).join(', '),
      'works[].witnesses',
    ),
    item(
      of('a registration, or a signed claim'),
      has(work.registration) || has(work.copyrightClaimStatement),
      work.registration?.office ?? work.copyrightClaimStatement?.file ?? '',
      'works[].registration or works[].copyrightClaimStatement',
    ),
    item(
      of('its first publication'),
      has(work.firstPublished),
      String(work.firstPublished?.date ?? ''),
      'works[].firstPublished',
    ),
  ];
};

type Infringement = NonNullable<CaseFile['infringements']>[number];

const infringementItems = ({ listing, image, capture }: Infringement): readonly ChecklistItem[] => [
  item(`${listing}: the picture as they show it`, image != null, image?.file ?? '', 'infringements[].image'),
  item(
    `${listing}: a capture of the screen`,
    capture?.screenshot != null,
    capture?.screenshot?.file ?? '',
    'infringements[].capture.screenshot',
  ),
  item(`${listing}: the saved page`, capture?.page != null, capture?.page?.file ?? '', 'infringements[].capture.page'),
];
