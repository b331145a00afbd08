import { defineFact, defineRunResource, type Kept, ListingLintError, type Subject } from '@listing-lint/core/plugin';
import { productOf, roleOf } from '@listing-lint/rules/subject';
import { z } from 'zod';

import { apartFrom, fractionBoxSchema } from './boxes.ts';
import { decodeField } from './direction-field.ts';
import {
  type Carried,
  type Consistency,
  carriedBy,
  findConsistent,
  LEAST_PRODUCTS,
  type ProductPicture,
} from './repeated/consistent.ts';
import { consistentSentence, markSentence, notExaminedSentence, textSentence } from './sentences.ts';
import { type OverlaySigns, signsFact } from './signs-fact.ts';

/** Kinds of evidence, the strongest first. */
const KINDS = ['mark', 'consistent', 'text'] as const;
type Kind = (typeof KINDS)[number];

const kinds = z.array(z.enum(KINDS));
const overlayParams = z.object({
  evidence: kinds.default([...KINDS]).meta({ title: 'kinds of evidence that count' }),
  required: kinds.default([]).meta({ title: 'kinds that must have been searched for; else the value is unknown' }),
});

const overlaySchema = z.object({
  evidence: z.enum([...KINDS, 'none']).meta({ title: 'the strongest kind of evidence that was found' }),
  found: z.array(z.string()).meta({ title: 'evidence of an overlay' }),
  examined: kinds.meta({ title: 'kinds of evidence that could be searched for' }),
  notExamined: z
    .array(z.object({ kind: z.enum(KINDS), why: z.string() }))
    .meta({ title: 'the others, and why they could not' }),
  consistent: z
    .object({
      pictures: z.number().int().meta({ title: 'registered pictures of different products' }),
      carriers: z.number().int().meta({ title: 'those of them that carry the same' }),
      agreement: z.number().meta({ title: 'agreement of this picture with them, 0–1; 0 by chance' }),
    })
    .nullable(),
  textRows: z
    .number()
    .int()
    .meta({ title: 'rows of text-like strokes, but for those in what other products carry too' }),
  boxes: z.array(fractionBoxSchema.extend({ label: z.string() })),
  others: z.array(z.string()).meta({ title: 'pictures of other products that carry the same, at most 3' }),
});
type OverlayFact = z.infer<typeof overlaySchema>;

const MOST_OTHERS = 3;
/** Share of the picture that must be plain for a look for text to mean anything. */
const LEAST_PLAIN = 0.05;

/** Overlays at the same place on pictures of different products, found once a run. */
const consistencyOfRun = defineRunResource<Consistency>({
  id: 'overlay/consistency',
  create: (context) => findConsistent(publishedPictures(context.subjects('image'), context.set(signsFact.id))),
});

/** Returns the examined, published pictures, ready for registration. */
export const publishedPictures = (
  subjects: readonly Subject[],
  signsByPath: ReadonlyMap<string, Kept<OverlaySigns>>,
): readonly ProductPicture[] =>
  subjects.flatMap((subject) => {
    const signs = signsByPath.get(subject.path);
    const picture = signs && 'value' in signs ? pictureOf(subject, signs.value) : undefined;
    return picture === undefined ? [] : [picture];
  });

const pictureOf = (subject: Subject, { edges, sourceWidth }: OverlaySigns): ProductPicture | undefined =>
  edges === null || sourceWidth === null
    ? undefined
    : {
        path: subject.path,
        product: productOf(subject),
        isMain: roleOf(subject) === 'main',
        field: decodeField(edges),
        sourceWidth,
      };

export const overlayFact = defineFact({
  id: 'overlay',
  scope: 'image',
  version: 2,
  title:
    'Evidence of an overlay on the picture: a mark of the config, the same thing at the same place on other products, text next to the product. Never proof that there is nothing.',
  schema: overlaySchema,
  params: overlayParams,
  needsSet: [signsFact.id],
  compute: async (subject, params, context): Promise<OverlayFact> => {
    const wanted = overlayParams.parse(params);
    const signs = signsIn(context.set(signsFact.id).get(subject.path));
    const consistency = await context.useRun(consistencyOfRun);
    return overlayOf(subject, signs, consistency, wanted);
  },
  // Faults of a single picture are reported with it; too few products concern the run.
  caveats: ({ notExamined }) => notExamined.filter(({ kind }) => kind === 'consistent').map(({ why }) => why),
  boxes: ({ boxes }) => boxes.map((box) => ({ ...box, kind: 'found' })),
  related: ({ others }) => others.map((path) => ({ path, message: 'carries it too' })),
});

/** What is known of a picture by itself. Throws `fact-unavailable` with why nothing is. */
export const signsIn = (entry: Kept<OverlaySigns> | undefined): OverlaySigns => {
  if (entry === undefined || 'error' in entry) {
    throw new ListingLintError('fact-unavailable', entry?.error ?? 'the picture was not examined');
  }
  if (!entry.value.published) throw new ListingLintError('fact-unavailable', 'originals and charts are not examined');
  return entry.value;
};

/** Returns the evidence of the wanted kinds. Throws `fact-unavailable` if there is none and a required kind could not be searched for. */
export const overlayOf = (
  subject: Subject,
  signs: OverlaySigns,
  consistency: Consistency,
  { evidence, required }: z.infer<typeof overlayParams>,
): OverlayFact => {
  const wants = (kind: Kind): boolean => evidence.includes(kind);
  const picture = pictureOf(subject, signs);
  const carried = picture && wants('consistent') ? carriedBy(consistency, picture) : [];
  const rows = wants('text') ? apartFrom(signs.text?.rows ?? [], carried) : [];
  const mark = wants('mark') && isThere(signs.mark) ? signs.mark : null;
  const found: (readonly [Kind, string])[] = [
    ...(mark === null ? [] : [['mark', markSentence(mark)] as const]),
    ...(carried.length === 0 ? [] : [['consistent', consistentSentence(carried)] as const]),
    ...(rows.length === 0 ? [] : [['text', textSentence(rows)] as const]),
  ];
  const missing = notExamined(subject, signs, consistency);
  const blind = [...missing].find(
    ([kind]) => wants(kind) && (required.includes(kind) || (kind === 'mark' && signs.mark !== null)),
  );
  if (found.length === 0 && blind !== undefined) throw new ListingLintError('fact-unavailable', blind[1]);
  return {
    evidence: found[0]?.[0] ?? 'none',
    found: found.map(([, words]) => words),
    examined: evidence.filter((kind) => !missing.has(kind)),
    notExamined: [...missing].filter(([kind]) => wants(kind)).map(([kind, why]) => ({ kind, why })),
    consistent: measureOf(carried),
    textRows: rows.length,
    boxes: [
      ...carried.map((box) => ({ ...placeOf(box), label: `the same on ${box.carriers} of ${box.of} products` })),
      ...rows.map((row) => ({ ...placeOf(row), label: `text-like, ${row.shapes} shapes` })),
    ],
    others: [...new Set(carried.flatMap(({ others }) => others))].sort().slice(0, MOST_OTHERS),
  };
};

const isThere = (mark: OverlaySigns['mark']): boolean => mark?.status === 'present' || mark?.status === 'illegible';

/** Returns the kinds that could not be searched for, and why. */
const notExamined = (
  subject: Subject,
  { mark, text }: OverlaySigns,
  consistency: Consistency,
): ReadonlyMap<Kind, string> => {
  const missing = new Map<Kind, string>();
  if (mark === null) missing.set('mark', 'no mark of the config was searched for: none is configured');
  else if (mark.status === 'review' || mark.status === 'indeterminate') {
    missing.set('mark', mark.reason ?? `something like the mark ${mark.template} is there: look at it`);
  }
  const isMain = roleOf(subject) === 'main';
  const pictures = isMain ? consistency.main : consistency.others;
  const products = isMain ? consistency.mainProducts : consistency.otherProducts;
  if (pictures < LEAST_PRODUCTS) missing.set('consistent', notExaminedSentence(pictures, products, isMain));
  const plain = text?.examined ?? 0;
  if (plain < LEAST_PLAIN) missing.set('text', 'text was not searched for: no part of the picture is plain');
  return missing;
};

const measureOf = ([best]: readonly Carried[]): OverlayFact['consistent'] =>
  best === undefined ? null : { pictures: best.of, carriers: best.carriers, agreement: rounded(best.agreement) };

const placeOf = ({ x, y, width, height }: z.infer<typeof fractionBoxSchema>): z.infer<typeof fractionBoxSchema> => ({
  x: rounded(x),
  y: rounded(y),
  width: rounded(width),
  height: rounded(height),
});

const rounded = (value: number): number => Number(value.toFixed(4));
