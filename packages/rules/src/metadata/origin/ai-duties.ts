import { documents as figures } from 'virtual:documents/figures';
import { z } from 'zod';

/** Kinds of labels: fields whose purpose is to say that a model made the picture. */
export const LABEL_KINDS = [
  'IPTC digital source type',
  'C2PA source type',
  'AI fields of IPTC',
  'AIGC of GB 45438',
] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

const text = z.string().min(1);
const kinds = z.array(z.enum(LABEL_KINDS)).min(1);
const dutySchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    asks: text.describe('what is asked, as the end of "China asks since … for …"'),
    of: text.describe('on whom the duty lies'),
    labels: kinds.describe('labels of which one is enough').optional(),
    keeps: kinds.describe('labels of the original that its published copy has to have, too').optional(),
    from: z.iso.date().describe('first day on which it holds'),
    until: z.iso.date().describe('last day on which it holds; without it, it holds on').optional(),
    later: z
      .strictObject({ from: z.iso.date(), for: text })
      .describe('for whom it begins later; of a picture, that is not known')
      .optional(),
    law: z.string().min(1).max(40).describe('where it stands, in short: findings name it'),
    source: z.strictObject({ title: text, url: z.url({ protocol: /^https?$/ }) }),
    read: z.iso.date().describe('day on which the source was read'),
    certainty: z.enum(['A', 'B', 'C']).describe('A the text itself, B a report of it, C general knowledge'),
  })
  .refine(({ labels, keeps }) => (labels === undefined) !== (keeps === undefined), 'give `labels` or `keeps`');

/** `config/figures/ai-labels.yaml`. */
export const aiLabelsSchema = z.strictObject({
  title: text,
  jurisdictions: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]*$/),
        name: text,
        channel: text.describe('a channel; pictures that go there are asked for it without being told').optional(),
        duties: z.array(dutySchema).min(1),
      }),
    )
    .min(1),
});
type Duty = z.infer<typeof dutySchema>;
type Jurisdiction = AiLabels['jurisdictions'][number];

const PATH = 'figures/ai-labels.yaml';

type AiLabels = z.infer<typeof aiLabelsSchema>;

/** The file comes with the program: a test holds it against its schema. */
const isAiLabels = (value: unknown): value is AiLabels =>
  typeof value === 'object' && value !== null && 'jurisdictions' in value;

const readAiLabels = (): AiLabels => {
  const value = figures.find(({ path }) => path === PATH)?.value;
  if (!isAiLabels(value)) throw new Error(`${PATH} cannot be read`);
  return value;
};

/** The duties by jurisdiction and date. */
export const aiLabels = readAiLabels();

/** The duties for one picture on one day, each as a sentence with its source. */
export interface DutiesOfDay {
  /** Those that hold on that day, and are met by a label. */
  readonly asked: readonly string[];
  /** Those of them that the picture does not meet. */
  readonly unmet: readonly string[];
  /** Those of which it is not known whether they hold of it, or are met. */
  readonly open: readonly string[];
  /** Duties to preserve labels of the original, by label. */
  readonly keeping: Readonly<Record<LabelKind, readonly string[]>>;
}

/**
 * The duties of the jurisdictions that hold on a day (`YYYY-MM-DD`), and which of them a picture that a model made leaves unmet. A null among its
 * labels stands for a block that was not understood and may hold one.
 */
export const dutiesOn = (
  day: string,
  jurisdictions: readonly Jurisdiction[],
  kinds: readonly (LabelKind | null)[],
): DutiesOfDay => {
  const duties = jurisdictions
    .flatMap(({ name, duties: all }) => all.map((duty) => ({ duty, sentence: sentenceOf(name, duty) })))
    .filter(({ duty }) => holdsOn(duty, day));
  const labelling = duties.filter(({ duty }) => duty.labels !== undefined);
  const unmet = labelling.filter(({ duty }) => anyOf(duty.labels ?? [], kinds) === false);
  const unsure = labelling.filter(({ duty }) => anyOf(duty.labels ?? [], kinds) === null);
  const isLater = ({ later }: Duty): boolean => later !== undefined && day < later.from;
  const keeping = (kind: LabelKind): string[] =>
    duties.filter(({ duty }) => duty.keeps?.includes(kind) === true).map(({ sentence }) => sentence);
  return {
    asked: labelling.map(({ sentence }) => sentence),
    unmet: unmet.filter(({ duty }) => !isLater(duty)).map(({ sentence }) => sentence),
    open: [
      ...unsure.map(({ sentence }) => `${sentence}: a block that was not understood may hold it`),
      ...unmet
        .filter(({ duty }) => isLater(duty))
        .map(
          ({ duty, sentence }) =>
            `${sentence}; of ${duty.later?.for} only from ${duty.later?.from}, and what made the picture does not say which it is`,
        ),
    ],
    keeping: {
      'IPTC digital source type': keeping('IPTC digital source type'),
      'C2PA source type': keeping('C2PA source type'),
      'AI fields of IPTC': keeping('AI fields of IPTC'),
      'AIGC of GB 45438': keeping('AIGC of GB 45438'),
    },
  };
};

const holdsOn = ({ from, until }: Duty, day: string): boolean => from <= day && (until === undefined || day <= until);

/** `null` where a block that was not understood may be one of them. */
const anyOf = (wanted: readonly LabelKind[], kinds: readonly (LabelKind | null)[]): boolean | null =>
  kinds.some((kind) => kind !== null && wanted.includes(kind)) ? true : kinds.includes(null) ? null : false;

/** `China asks since 2025-09-01 for the label … (Labeling Measures art. 5; read …, certainty B)`: short, as messages cut long texts. */
const sentenceOf = (name: string, { asks, law, from, read, certainty }: Duty): string =>
  `${name} asks since ${from} ${asks.startsWith('that ') ? '' : 'for '}${asks} (${law}; read ${read}, certainty ${certainty})`;
