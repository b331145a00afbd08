import { parse } from 'yaml';
import { type CaseFile, caseFileSchema } from '../case/file/case-file.ts';

const COMPLAINT = `
id: c1
status: open
platform: aliexpress
infringements:
  - listing: https://market.example/item/1
    seller: bright-lamps
    firstSeen: 2026-05-04
    explanation: Our photograph of the lamp, cropped.
    capture: { screenshot: { file: evidence/1.png }, capturedAt: 2026-05-04 }
    match: { work: lamp }
works:
  - id: lamp
    title: Table lamp in the evening
    createdOn: 2025-11-02
    firstPublished: { date: 2025-11-20, url: https://tern-and-tide.example/lamp }
    images: [{ path: listings/lamp/1.jpg }]
    rawOriginal: { path: originals/1.nef, camera: Nikon Z 6II, captureDate: 2025-11-02 }
    outtakes: [originals/0.nef]
    editHistory: [{ file: originals/1.xmp }]
    registration: { office: US Copyright Office, number: 1, date: 2025-12-20, file: papers/registration.pdf }
    timestamps: [{ kind: rfc3161, time: 2025-11-05 }]
    witnesses: [{ name: studio assistant, statement: papers/statement.pdf }]
    shootingRecord: { file: papers/shooting.pdf }
rightsHolder:
  name: Tern & Tide
  idDocument: { kind: business licence, file: papers/licence.pdf }
  address: 4 Quay Street
  phone: +44 20 7946 0000
  email: rights@tern-and-tide.example
  agent: { name: Quay Street Chambers, letterOfAuthorization: { file: papers/authorization.pdf, validUntil: 2027-12-31 } }
notice:
  reason: "7050"
  statements:
    { goodFaith: true, accuracy: true, perjuryAuthority: true, dsaBonaFide: true, truthGuarantee: true, liability: true }
  signature: { name: Quay Street Chambers, date: 2026-05-06 }
`;

const AGAINST_US = `
direction: accused
listings: [listings/lamp]
accusation: { receivedAt: 2026-06-01, by: Bright Lamps, evidence: [{ file: evidence/claim.pdf }] }
defence:
  evidenceRequest: { sentAt: 2026-06-02, file: papers/request.pdf }
  comparison: { file: evidence/comparison.html }
  independentCreation: Shot in our studio half a year before theirs.
events:
  - { type: accused, at: 2026-06-01 }
  - { type: evidence-requested, at: 2026-06-02 }
  - { type: counter-notice, at: 2026-06-03 }
`;

/** A case that lacks nothing, in either direction, with one change: a key taken out (`without works.0.title`), or given another value. */
export const completeCase = (direction: 'we-complain' | 'accused', ...changes: readonly string[]): CaseFile => {
  const whole: unknown = { ...parse(COMPLAINT), ...(direction === 'accused' ? parse(AGAINST_US) : {}) };
  const notice: unknown = Reflect.get(Object(whole), 'notice');
  if (direction === 'accused') {
    const statements = { perjuryAuthority: true, truthGuarantee: true, jurisdictionConsent: true };
    Reflect.set(Object(notice), 'statements', statements);
  }
  for (const change of changes) {
    const [, path = ''] = /^without (\S+)$/.exec(change) ?? [];
    if (path !== '') set(whole, path.split('.'), undefined);
    else {
      const [, key = '', text = ''] = /^(\S+) = (.*)$/.exec(change) ?? [];
      set(whole, key.split('.'), parse(text));
    }
  }
  return caseFileSchema.parse(JSON.parse(JSON.stringify(whole)));
};

const set = (whole: unknown, keys: readonly string[], value: unknown): void => {
  const holder = keys.slice(0, -1).reduce<unknown>((each, key) => Reflect.get(Object(each), key), whole);
  const last = keys.at(-1) ?? '';
  if (holder === undefined || (value === undefined && Reflect.get(Object(holder), last) === undefined)) {
    throw new Error(`the complete case has no ${keys.join('.')}`);
  }
  if (Array.isArray(holder) && value === undefined) holder.splice(Number(last), 1);
  else Reflect.set(Object(holder), last, value);
};
