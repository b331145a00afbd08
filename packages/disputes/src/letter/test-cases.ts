import type { CaseFile } from '../case/file/case-file.ts';

const works: NonNullable<CaseFile['works']> = [
  {
    id: 'lamp',
    title: 'Lamp in the evening',
    author: 'the studio',
    rawOriginal: { path: 'originals/1.NEF', captureDate: '2025-11-02' },
    firstPublished: { date: '2025-11-20', url: 'https://shop.example/lamp' },
    witnesses: [{ name: 'studio assistant', statement: 'papers/statement.pdf' }],
  },
];
const rightsHolder: NonNullable<CaseFile['rightsHolder']> = {
  name: 'Tern & Tide',
  address: '4 Quay Street, Harbourton',
  phone: '+44 20 7946 0000',
  email: 'rights@shop.example',
  jurisdiction: 'GB',
};

/** A case against us that has all that every letter asks for. */
export const accusedCase: CaseFile = {
  id: '2026-007',
  status: 'open',
  direction: 'accused',
  platform: 'etsy',
  jurisdiction: ['US', 'CN'],
  rightsHolder,
  works,
  accusation: {
    receivedAt: '2026-11-20T09:00Z',
    by: 'Bright Lamps',
    reference: 'R-118',
    grounds: 'They say that the picture is theirs.',
    listings: ['https://market.example/item/5521'],
  },
  notice: {
    statements: { goodFaith: true, perjuryAuthority: true, jurisdictionConsent: true, truthGuarantee: true },
    signature: { name: 'Legal desk of Tern & Tide', date: '2026-11-24' },
  },
  events: [{ type: 'removed', at: '2026-11-21', listing: 'https://market.example/item/5521' }],
};

const item = (number: number) => ({
  listing: `https://market.example/item/${number}`,
  firstSeen: '2026-10-01',
  capture: { capturedAt: '2026-10-02T10:00Z' },
  match: { work: 'lamp' },
});

/** A case of ours that has all that every letter asks for, and every fact that one may charge the other side with. */
export const complainingCase: CaseFile = {
  id: '2026-008',
  status: 'open',
  platform: 'ebay',
  jurisdiction: 'DE',
  rightsHolder,
  works,
  counterparty: { name: 'Bright Lamps', seller: 'bright-lamps', jurisdiction: 'CN' },
  infringements: [
    { ...item(1), watermarkRemoved: true },
    { ...item(2), counterfeit: true },
  ],
  notice: { filedAt: '2026-10-05', reference: 'C-1', signature: { name: 'Legal desk' } },
  events: [
    { type: 'removed', at: '2026-10-08', listing: 'https://market.example/item/1' },
    { type: 'relisted', at: '2026-10-20', listing: 'https://market.example/item/1' },
    { type: 'counter-notice', at: '2026-10-24' },
    { type: 'suit-notified', at: '2026-10-28' },
  ],
};

/** The case without one of its keys, by its path. */
export const without = (file: CaseFile, ...path: readonly string[]): CaseFile => {
  const copy: CaseFile = structuredClone(file);
  const last = path.at(-1) ?? '';
  let at: unknown = copy;
  for (const key of path.slice(0, -1)) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  if (typeof at !== 'object' || at === null || !Reflect.deleteProperty(at, last))
    throw new Error(`no ${path.join('.')}`);
  return copy;
};

export const edit = (file: CaseFile, change: Partial<CaseFile>): CaseFile => ({ ...file, ...change });

/** Who holds the rights, somewhere else. */
export const holder = (jurisdiction: string) => ({
  name: 'Tern & Tide',
  phone: '1',
  address: '4 Quay Street',
  jurisdiction,
});
