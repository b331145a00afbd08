import type { MadeExif, MadeFile } from './test-made-files.ts';

/** Two files, and what has to be said of them at least. */
export interface MadeAccusation {
  readonly name: string;
  readonly a: MadeFile;
  readonly b: MadeFile;
  readonly says: readonly string[];
  /** Belongs to the sample of the suite. */
  readonly isSample?: boolean;
}

const CAMERA: readonly [string, string] = ['Acme', 'A1'];
const SHOT: MadeExif = {
  camera: CAMERA,
  serial: 'ACME-0042',
  captured: '2024-03-01T10:20:30',
  digitised: '2024-03-01T10:20:30',
  changed: '2024-03-01T10:20:30',
  full: true,
};
const ORIGINAL = { width: 1200, quality: 95, exif: SHOT } as const;
const WHOLE = [0, 0, 1, 1] as const;

/** Accusations of every kind that the comparison is made for. */
export const ACCUSATIONS: readonly MadeAccusation[] = [
  {
    name: 'they took ours from the shop',
    a: { scene: 1, ...ORIGINAL },
    b: { scene: 1, width: 800, quality: 70 },
    says: ['picture.same', 'size.a-larger', 'captured.only-a', 'traces.a-more', 'camera.only-a'],
    isSample: true,
  },
  {
    name: 'we are accused rightly',
    a: { scene: 2, width: 640, quality: 60 },
    b: { scene: 2, ...ORIGINAL },
    says: ['picture.same', 'size.b-larger', 'captured.only-b', 'traces.b-more'],
  },
  {
    name: 'both from one stock photo, which both credit',
    a: { scene: 3, width: 900, credit: 'Stockhouse / J. Roe' },
    b: { scene: 3, width: 700, credit: 'Stockhouse / J. Roe', quality: 70 },
    says: ['picture.same', 'rights.shared', 'traces.neither'],
    isSample: true,
  },
  {
    name: 'both from one stock photo, cut differently',
    a: { scene: 4, crop: [0, 0, 0.75, 0.9], width: 800 },
    b: { scene: 4, crop: [0.2, 0.1, 1, 1], width: 700 },
    says: ['extent.both-more'],
    isSample: true,
  },
  {
    name: 'they cropped ours',
    a: { scene: 5, ...ORIGINAL },
    b: { scene: 5, crop: [0.15, 0.1, 0.8, 0.85], width: 600, quality: 75 },
    says: ['extent.a-more', 'captured.only-a'],
  },
  {
    name: 'we cropped theirs',
    a: { scene: 6, crop: [0.3, 0.2, 0.9, 0.9], width: 700 },
    b: { scene: 6, width: 1000 },
    says: ['extent.b-more'],
  },
  {
    name: 'saved again with later dates',
    a: { scene: 7, ...ORIGINAL },
    b: {
      scene: 7,
      width: 1200,
      quality: 80,
      exif: {
        ...SHOT,
        captured: '2024-09-09T09:09:09',
        digitised: '2024-09-09T09:09:09',
        changed: '2024-09-09T09:09:09',
      },
    },
    says: ['captured.a-earlier', 'camera.same-device'],
  },
  {
    name: 'a capture date forged to be earlier, the others left',
    a: { scene: 8, ...ORIGINAL },
    b: { scene: 8, width: 1000, exif: { ...SHOT, captured: '2019-01-01T00:00:00' } },
    says: ['captured.b-earlier', 'times.b-odd'],
    isSample: true,
  },
  {
    name: 'a capture date forged to lie after the last change',
    a: { scene: 9, ...ORIGINAL },
    b: { scene: 9, width: 1000, exif: { captured: '2024-06-01T00:00:00', changed: '2024-03-01T10:20:30' } },
    says: ['captured.a-earlier', 'times.b-odd'],
  },
  {
    name: 'all dates forged alike',
    a: { scene: 10, ...ORIGINAL },
    b: {
      scene: 10,
      width: 900,
      exif: { captured: '2020-01-01T00:00:00', digitised: '2020-01-01T00:00:00', changed: '2020-01-01T00:00:00' },
    },
    says: ['captured.b-earlier', 'traces.a-more'],
  },
  {
    name: 'mirrored',
    a: { scene: 11, ...ORIGINAL },
    b: { scene: 11, turn: 'mirror', width: 800 },
    says: ['picture.same', 'size.a-larger'],
    isSample: true,
  },
  {
    name: 'mirrored and cropped',
    a: { scene: 12, ...ORIGINAL },
    b: { scene: 12, crop: [0.2, 0.1, 0.85, 0.8], turn: 'mirror', width: 700 },
    says: ['picture.part', 'extent.a-more'],
  },
  {
    name: 'turned',
    a: { scene: 13, width: 900 },
    b: { scene: 13, turn: 'rotate90', width: 600 },
    says: ['picture.same'],
  },
  {
    name: 'turned upside down',
    a: { scene: 14, width: 900 },
    b: { scene: 14, turn: 'rotate180', width: 900 },
    says: ['picture.same', 'size.same'],
  },
  {
    name: 'the same file',
    a: { scene: 15, ...ORIGINAL },
    b: { scene: 15, ...ORIGINAL },
    says: ['file.identical', 'captured.same'],
  },
  {
    name: 'the same picture data, with other words',
    a: { scene: 16, ...ORIGINAL },
    b: { scene: 16, ...ORIGINAL, exif: { artist: 'Somebody else' } },
    says: ['file.same-picture-data', 'captured.only-a', 'rights.only-b'],
  },
  {
    name: 'their own shot of the same things',
    a: { scene: 17, ...ORIGINAL },
    b: {
      scene: 17,
      shot: 1,
      width: 1200,
      exif: { ...SHOT, captured: '2024-03-05T12:00:00', serial: 'OTHER-1', camera: ['Bolt', 'B7'] },
    },
    says: ['camera.differ', 'captured.a-earlier'],
  },
  {
    name: 'another product altogether',
    a: { scene: 18, ...ORIGINAL },
    b: { scene: 118, width: 900 },
    says: ['picture.not-found'],
    isSample: true,
  },
  {
    name: 'a border around ours',
    a: { scene: 19, width: 1000 },
    b: { scene: 19, width: 800, border: 0.12 },
    says: ['extent.plain-border'],
  },
  {
    name: 'a label over ours',
    a: { scene: 20, width: 1000 },
    b: { scene: 20, width: 800, label: true },
    says: ['content.differs-in-part', 'extent.same'],
  },
  {
    name: 'enlarged, so that theirs has more pixels',
    a: { scene: 21, width: 600, exif: SHOT },
    b: { scene: 21, width: 1800 },
    says: ['size.b-larger', 'captured.only-a'],
  },
  {
    name: 'cropped, the preview left',
    a: { scene: 22, ...ORIGINAL },
    b: { scene: 22, crop: [0.25, 0.25, 0.85, 0.85], width: 700, preview: WHOLE },
    says: ['extent.a-more', 'preview.b-shows-a'],
  },
  {
    name: 'our XMP left in theirs',
    a: { scene: 23, ...ORIGINAL, xmp: { 'xmpMM:DocumentID': 'xmp.did:one' } },
    b: { scene: 23, width: 800, xmp: { 'xmpMM:DocumentID': 'xmp.did:two' }, from: { document: 'xmp.did:one' } },
    says: ['documents.b-from-a'],
  },
  {
    name: 'XMP of one document in both',
    a: {
      scene: 24,
      width: 1000,
      xmp: { 'xmpMM:OriginalDocumentID': 'xmp.did:zero', 'xmpMM:DocumentID': 'xmp.did:one' },
    },
    b: {
      scene: 24,
      width: 800,
      xmp: { 'xmpMM:OriginalDocumentID': 'xmp.did:zero', 'xmpMM:DocumentID': 'xmp.did:two' },
    },
    says: ['documents.shared'],
  },
  {
    name: 'our EXIF copied into their file',
    a: { scene: 25, ...ORIGINAL },
    b: { scene: 25, width: 900, quality: 70, exif: SHOT },
    says: ['captured.same', 'camera.same-device', 'traces.alike'],
  },
  {
    name: 'times hours apart, zones not stated',
    a: { scene: 26, width: 1000, exif: { captured: '2024-03-01T10:00:00' } },
    b: { scene: 26, width: 900, exif: { captured: '2024-03-01T18:00:00' } },
    says: ['captured.order-open'],
  },
  {
    name: 'the same hours apart, zones stated',
    a: { scene: 27, width: 1000, exif: { captured: '2024-03-01T10:00:00', offset: '+01:00' } },
    b: { scene: 27, width: 900, exif: { captured: '2024-03-01T18:00:00', offset: '+01:00' } },
    says: ['captured.a-earlier'],
  },
  {
    name: 'later by the clock and earlier by the zone',
    a: { scene: 28, width: 1000, exif: { captured: '2024-03-01T10:00:00', offset: '-08:00' } },
    b: { scene: 28, width: 900, exif: { captured: '2024-03-01T12:00:00', offset: '+08:00' } },
    says: ['captured.b-earlier'],
  },
  {
    name: 'as WebP and as PNG',
    a: { scene: 29, width: 1000, format: 'png' },
    b: { scene: 29, width: 600, format: 'webp', quality: 60 },
    says: ['picture.same', 'size.a-larger', 'captured.neither'],
  },
  {
    name: 'different owners named',
    a: { scene: 30, ...ORIGINAL, exif: { ...SHOT, artist: 'Acme Pictures' } },
    b: { scene: 30, width: 900, exif: { artist: 'Bolt Trading', software: 'Adobe Photoshop 25.0' } },
    says: ['rights.differ', 'editing.only-b'],
  },
];
