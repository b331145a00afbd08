import { checkYaml, type Problem, problemsInOrder, type YamlSource } from '@listing-lint/core/plugin';
import { fieldsOf, readOwnFields } from '@listing-lint/rules/listing';
import type { Settings } from '@listing-lint/rules/settings';
import { z } from 'zod';
import { accountKey } from './account-name.ts';
import { accusation, counterparty, defence, licensee, strike } from './accusation.ts';
import { isAfter } from './dates.ts';
import { event, infringement, notice, observed, outcome } from './events.ts';
import { withPlaceholders } from './placeholders.ts';
import { shopHostFault } from './shop-host.ts';
import { day, mapping, money, name, nonEmptyText, oneLineText, timeZone } from './values.ts';
import { rightsHolder, work } from './works.ts';

const damages = mapping({
  amount: money.describe('in `currency`'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected three capitals, such as USD or CNY (ISO 4217)')
    .describe('three capitals of ISO 4217'),
  date: day.describe('the day for which the amount was worked out').nullish(),
  usd: money.describe('the amount in USD, where the currency is another').nullish(),
  rateDate: day.describe('date of the exchange rate').nullish(),
  lostSales: money.describe('part of the amount: sales that we lost').nullish(),
  licenceFee: money.describe('part of the amount: what a licence would have cost').nullish(),
  infringerProfit: money.describe('part of the amount: what the infringer earned').nullish(),
  cost: money.describe('part of the amount: counsel, fees, time').nullish(),
  method: nonEmptyText.describe('how it was worked out').nullish(),
});

/** A case file: one dispute. Strict at every depth; a seller's own data stands under `custom`. */
export const caseFileSchema = mapping({
  $schema: z.string().describe('for editors').nullish(),
  schemaVersion: z.literal(1).describe('of the case file').nullish(),
  id: name.describe('name or number of the case; no other case has it'),
  status: z.enum(['open', 'closed']).describe('rules about deadlines and thresholds judge open ones'),
  direction: z
    .enum(['we-complain', 'accused'])
    .describe('who complains: we, or somebody about us; we where nothing is said')
    .nullish(),
  platform: oneLineText.describe('where the infringing listings are').nullish(),
  channel: nonEmptyText.describe('how the complaint goes there: a form, a portal, an address').nullish(),
  jurisdiction: z
    .union([nonEmptyText, z.array(nonEmptyText)], 'expected a country or a list of countries')
    .describe('whose law applies: a country, or several')
    .nullish(),
  createdAt: day.describe('when the case was opened').nullish(),
  owner: nonEmptyText.describe('who of yours looks after it').nullish(),
  notes: z
    .union([nonEmptyText, z.array(nonEmptyText)], 'expected a text, or a list of texts')
    .describe('for people')
    .nullish(),
  listings: z
    .array(nonEmptyText)
    .describe('listings of yours that were copied: paths of their folders, from the folder of the config')
    .nullish(),
  damages: damages.describe('what the dispute has cost').nullish(),
  infringements: z.array(infringement).describe('listings of others that show our works').nullish(),
  events: z.array(event).describe('what happened, in any order').nullish(),
  rightsHolder: rightsHolder.describe('who holds the rights, and who speaks for them').nullish(),
  works: z.array(work).describe('what was copied, and the proof that it is ours').nullish(),
  notice: notice.describe('the complaint as it was sent').nullish(),
  outcome: outcome.describe('how the platform ended it').nullish(),
  timeZone: timeZone.describe('where we are: a time zone of the IANA list, such as Europe/Berlin').nullish(),
  counterparty: counterparty.describe('the other side').nullish(),
  accusation: accusation.describe('what we are accused of').nullish(),
  defence: defence.describe('what we answer it with').nullish(),
  licensees: z.array(licensee).describe('who may use works of ours').nullish(),
  strikes: z.array(strike).describe('penalties against accounts of ours').nullish(),
});
export type CaseFile = z.infer<typeof caseFileSchema>;

/** The id of a case, and its place in the file. */
export interface CaseId {
  readonly value: string;
  readonly line: number | null;
  readonly column: number | null;
}

export interface ReadCase {
  readonly value: CaseFile | null;
  /** Known also where the rest of the file has mistakes; null where it is one itself. */
  readonly id: CaseId | null;
  /** Values of `custom` that fit what the config declares of them. */
  readonly custom: { readonly [name: string]: unknown };
  readonly problems: readonly Problem[];
  /** A problem at a place of the file. */
  readonly problemAt: ReturnType<typeof checkYaml>['document']['problemAt'];
}

/** Reads a case file; all that is wrong with it at once, in the order of the text. */
export const readCaseFile = (source: YamlSource, settings: Pick<Settings, 'fields'> = {}): ReadCase => {
  const { document, value: checked, problems: told } = checkYaml(source, caseFileSchema);
  const { problemAt } = document;
  const problems = problemsInOrder(withPlaceholders(document.value, told, problemAt, source.text));
  const value = problems.length > 0 ? null : checked;
  const id = idOf(document.value, problemAt);
  if (value === null) return { value, id, custom: {}, problems, problemAt };
  const own = readOwnFields(value.custom ?? undefined, fieldsOf(settings, 'case'), document);
  const more: Problem[] = [...own.problems];
  value.infringements?.forEach(({ firstSeen, lastSeen, repostOf }, i) => {
    if (repostOf && !isAfter(firstSeen, repostOf.removedAt)) {
      const message = `firstSeen ${firstSeen} is not after the removal of ${repostOf.listing} on ${repostOf.removedAt}`;
      more.push(problemAt(['infringements', i, 'repostOf', 'removedAt'], message));
    }
    if (typeof lastSeen === 'string' && isAfter(firstSeen, lastSeen)) {
      more.push(problemAt(['infringements', i, 'lastSeen'], `lastSeen ${lastSeen} is before firstSeen ${firstSeen}`));
    }
  });
  value.events?.forEach(({ listing, listings }, i) => {
    if ((listing ?? null) !== null && (listings ?? null) !== null) {
      more.push(problemAt(['events', i, 'listings'], 'an event has "listing" or "listings", not both'));
    }
  });
  value.licensees?.forEach(({ domain, seller }, i) => {
    const fault = typeof domain === 'string' ? shopHostFault(domain) : undefined;
    if (fault !== undefined) more.push(problemAt(['licensees', i, 'domain'], `"licensees #${i + 1}.domain": ${fault}`));
    if ((seller ?? null) !== null && accountKey(seller ?? '') === '') {
      more.push(problemAt(['licensees', i, 'seller'], `"licensees #${i + 1}.seller" names nobody`));
    }
  });
  const { damages } = value;
  const parts = partsOf(damages);
  if (damages && parts !== null && Math.abs(parts - damages.amount) >= 0.005) {
    more.push(problemAt(['damages', 'amount'], `"damages.amount" is ${damages.amount}, and its parts are ${parts}`));
  }
  if (damages?.currency === 'USD' && typeof damages.usd === 'number' && damages.usd !== damages.amount) {
    more.push(problemAt(['damages', 'usd'], '"damages.usd" differs from an "amount" that is in USD already'));
  }
  return more.length > 0
    ? { value: null, id, custom: {}, problems: problemsInOrder(more), problemAt }
    : { value: withObservations(value), id, custom: own.values, problems, problemAt };
};

const withObservations = (file: CaseFile): CaseFile =>
  file.events ? { ...file, events: file.events.map(observed) } : file;

/** Sum of the parts of the amount in thousandths (some currencies have three digits), so that no rounding of binary fractions shows; null where none is given. */
const partsOf = (damages: CaseFile['damages']): number | null => {
  const { lostSales, licenceFee, infringerProfit, cost } = damages ?? {};
  const given = [lostSales, licenceFee, infringerProfit, cost].filter((part) => typeof part === 'number');
  return given.length === 0 ? null : given.reduce((sum, part) => sum + Math.round(part * 1000), 0) / 1000;
};

const idOf = (value: unknown, problemAt: ReadCase['problemAt']): CaseId | null => {
  const raw: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  const parsed = name.safeParse(raw);
  if (!parsed.success) return null;
  const { line = null, column = null } = problemAt(['id'], '');
  return { value: String(parsed.data), line, column };
};
