import { checkYaml, nearest, type Problem, problemsInOrder, type YamlSource } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { isAhead } from '../case/file/dates.ts';
import { day, filePath, mapping, name, nonEmptyText } from '../case/file/values.ts';

/** What rules ask for; kinds of a seller's own begin with `x-`. */
export const MONITORING_KINDS = ['listings', 'reverse-search'] as const;
export type MonitoringKind = (typeof MONITORING_KINDS)[number];

const OWN_KIND = /^x-[a-z0-9]+(?:-[a-z0-9]+)*$/;

const wrongKind = (kind: string): string => {
  const near = nearest(kind, MONITORING_KINDS);
  const hint = near === undefined ? 'a word of your own begins with x-' : `did you mean "${near}"?`;
  return `unknown kind "${kind}"; ${hint}`;
};

const kind = nonEmptyText
  .refine((each) => OWN_KIND.test(each) || MONITORING_KINDS.some((known) => known === each), {
    error: (issue) => wrongKind(String(issue.input)),
  })
  .describe(
    'listings (the listings of others were looked through), reverse-search (our pictures were searched for), or a word of your own that begins with x-',
  )
  // A refinement is not part of the JSON Schema by itself.
  .meta({ anyOf: [{ enum: [...MONITORING_KINDS] }, { pattern: OWN_KIND.source }] });

const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 hex digits, the letters small')
  .describe('SHA-256 of the file');
const hitId = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'the id of a hit is 16 hex digits')
  .describe('what a hit is known by: its place, and what of ours it shows');
const count = z.int().min(0);

/** How sure it is that a picture shows ours. */
const HIT_CERTAINTIES = ['copy', 'marked', 'likely', 'possible'] as const;
export type HitCertainty = (typeof HIT_CERTAINTIES)[number];

/** What may have become of our mark. */
const MARK_STATES = ['there', 'damaged', 'removed', 'covered', 'cropped-away', 'from-unmarked', 'unknown'] as const;

/** What `monitor` writes of a hit, beside what people write of one. */
const hit = mapping({
  id: hitId,
  state: z.enum(['new', 'relisted']).describe('relisted: it was gone before').nullish(),
  platform: nonEmptyText.describe('where the listing is').nullish(),
  capturedAt: day.describe('when the page or picture was captured').nullish(),
  certainty: z
    .enum(HIT_CERTAINTIES)
    .describe('copy (the same picture), marked (our mark is on it), likely (other colours or details), possible')
    .nullish(),
  work: nonEmptyText.describe('picture of ours that it shows').nullish(),
  workIds: z
    .array(z.string().regex(/^[0-9a-f]{16}$/))
    .describe('all of ours that it shows: the first 16 digits of their SHA-256')
    .nullish(),
  product: nonEmptyText.describe('what ours shows').nullish(),
  transformation: nonEmptyText.describe('how theirs follows from ours').nullish(),
  distance: z.number().min(0).describe('of the two, in bits of 256').nullish(),
  mark: z
    .enum(MARK_STATES)
    .describe(
      'what became of our mark, by where it was stamped; damaged: most of it is there; from-unmarked: theirs comes from a picture without it',
    )
    .nullish(),
  markRemoved: z
    .boolean()
    .describe(
      'our mark was taken off: true only where that is seen at the place of the stamp; false where it is there, or theirs never had it; missing where it is not known',
    )
    .nullish(),
  counterfeit: z.boolean().describe('somebody said that the goods are fakes').nullish(),
  repeatSeller: z.boolean().describe('the seller has shown ours before, or elsewhere').nullish(),
  price: z.number().min(0).describe('what they ask').nullish(),
  currency: nonEmptyText.describe('of the price').nullish(),
  unitsSold: z.number().min(0).describe('pieces that they sold').nullish(),
  picture: mapping({
    address: nonEmptyText.nullish(),
    sha256: digest,
    file: filePath('path of the copy of it that was kept').nullish(),
  })
    .describe('their picture')
    .nullish(),
  page: mapping({ sha256: digest, file: filePath('path of the copy of it that was kept').nullish() })
    .describe('their page')
    .nullish(),
});

const gone = mapping({
  hit: hitId,
  listing: name.describe('address or number of the listing'),
  seller: name.nullish(),
  platform: nonEmptyText.nullish(),
  firstSeen: day.describe('when it was found'),
  at: day.describe('when it was seen to be gone'),
  why: nonEmptyText.describe('what says so'),
  case: name.describe('id of the case that was opened for it').nullish(),
});

const looked = mapping({
  sources: z
    .array(mapping({ name: nonEmptyText, kind: nonEmptyText, sha256: digest, bytes: count.nullish() }))
    .describe('what was looked through'),
  pages: count,
  pictures: count,
  repeated: count.describe('pictures that came again, byte for byte'),
  faults: count.describe('pictures and records that could not be looked at'),
  firstFaults: z.array(nonEmptyText).nullish(),
  inconclusive: count.describe('pictures of which it cannot be told whether they show ours').nullish(),
  firstInconclusive: z.array(nonEmptyText).nullish(),
  passedOver: count
    .describe('files and folders of a source that were not looked at, as they are neither pictures nor pages')
    .nullish(),
  firstPassedOver: z.array(nonEmptyText).nullish(),
  notCompared: count
    .describe('pictures of ours that were not compared with, as they could not be read or lie behind a link')
    .nullish(),
  firstNotCompared: z.array(nonEmptyText).nullish(),
  whole: z.boolean().describe('false where a source was not looked through to its end'),
  compared: count.describe('files of ours that were compared with: a picture and its original are two'),
});

/** What `monitor` writes of a run, beside what people write of a check. */
const run = mapping({
  looked: looked.describe('what was looked at'),
  known: count.describe('hits that are known already, and still there').nullish(),
  unseen: count.describe('hits that are known, whose places were not looked at').nullish(),
  heldBack: count.describe('hits beyond what one log takes: the next run tells them').nullish(),
  gone: z.array(gone).describe('known hits that are not there any more').nullish(),
  licensed: z
    .array(mapping({ name: nonEmptyText, listings: count }))
    .describe('what is silent for a licence, and whose it is')
    .nullish(),
  refused: z
    .array(mapping({ reason: nonEmptyText, listings: count }))
    .describe('what the config refuses as hits, and why')
    .nullish(),
  quarantined: z
    .array(mapping({ work: nonEmptyText, listings: count, example: nonEmptyText.nullish() }))
    .describe('works of ours that too many listings show to tell each: a stock photo, a white picture')
    .nullish(),
});

const check = mapping({
  at: day.describe('when it was done'),
  kind,
  places: z.array(nonEmptyText).min(1).describe('where: marketplaces, search engines'),
  by: nonEmptyText.describe('who did it'),
  tool: nonEmptyText.describe('with what').nullish(),
  listings: z
    .array(nonEmptyText)
    .min(1)
    .describe('listings of yours whose copies were looked for; all of them without it')
    .nullish(),
  result: z
    .enum(['nothing', 'found', 'incomplete'])
    .describe(
      'whether somebody shows our works; incomplete: nobody knows, as something could not be looked at, or not be told',
    ),
  found: z
    .array(
      mapping({
        listing: name.describe('address or number of the listing'),
        seller: name.describe('who sells there').nullish(),
        case: name.describe('id of the case that was opened for it').nullish(),
        decision: nonEmptyText.describe('why nothing is done about it, where that was decided').nullish(),
        hit: hit.describe('what `monitor` knows of it').nullish(),
      }),
    )
    .describe('what was found')
    .nullish(),
  run: run.describe('what `monitor` did').nullish(),
  record: filePath('path of what was kept of it: a list, a page, a picture of the screen').nullish(),
  notes: nonEmptyText.describe('for people').nullish(),
});

/** Bytes that a log may have: the first run of a shop that is much copied finds thousands. */
export const MAX_LOG_BYTES = 4_000_000;

/** A monitoring log: who looked for copies, when, where, and with which result. Strict at every depth. */
export const monitoringFileSchema = mapping({
  $schema: z.string().describe('for editors').nullish(),
  schemaVersion: z.literal(1).describe('of the monitoring log').nullish(),
  checks: z.array(check).describe('what was done, in any order'),
});
export type MonitoringFile = z.infer<typeof monitoringFileSchema>;

/** Where git has left a log to be merged by hand, which says more than what is wrong with its YAML. */
const conflictIn = ({ path, text }: YamlSource): readonly Problem[] | null => {
  const at = text.search(/^<{7} /m);
  if (at < 0 || !/^>{7} /m.test(text)) return null;
  return [
    {
      message:
        'git has left a conflict in it: take out its marks (<<<<<<<, =======, >>>>>>>), and keep what both sides say',
      file: path,
      line: text.slice(0, at).split('\n').length,
    },
  ];
};

/** Reads a monitoring log as of a day; all that is wrong with it at once, in the order of the text. */
export const readMonitoringFile = (
  source: YamlSource,
  asOf: string,
): {
  readonly value: MonitoringFile | null;
  readonly problems: readonly Problem[];
  /** A problem at a place of the file. */
  readonly problemAt: ReturnType<typeof checkYaml>['document']['problemAt'];
} => {
  const { document, value, problems } = checkYaml(source, monitoringFileSchema, { maxBytes: MAX_LOG_BYTES });
  const { problemAt } = document;
  if (value === null) return { value, problems: conflictIn(source) ?? problems, problemAt };
  const more = value.checks.flatMap(({ at, result, found, run: made }, index): Problem[] => {
    const path = ['checks', index];
    const count = found?.length ?? 0;
    const others = (made?.known ?? 0) + (made?.heldBack ?? 0);
    return [
      ...(isAhead(at, asOf) ? [problemAt([...path, 'at'], `"at" is ${at}, later than ${asOf}`)] : []),
      ...(result !== 'found' && count > 0
        ? [problemAt([...path, 'result'], `"result" is ${result}, and ${count} under "found"`)]
        : []),
      ...(result === 'found' && count + others === 0
        ? [problemAt([...path, 'result'], '"result" is found, and nothing stands under "found"')]
        : []),
    ];
  });
  return more.length > 0 ? { value: null, problems: problemsInOrder(more), problemAt } : { value, problems, problemAt };
};
