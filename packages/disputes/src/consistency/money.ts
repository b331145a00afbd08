import { misspelt } from '@listing-lint/core/plugin';
import * as iso4217 from 'dinero.js/currencies';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf, daysBetween, earliest, isAfter } from '../case/file/dates.ts';
import { likelyUsd, RATES_DAY } from '../case/file/exchange-rates.ts';

import type { Contradiction } from './contradiction.ts';

const CURRENCIES: ReadonlyMap<string, number> = new Map(
  Object.values(iso4217).map(({ code, exponent }) => [code, exponent]),
);
/** A seller may take the rate of the year's beginning; one that is older was not made for this case. */
const OLDEST_RATE_DAYS = 366;

/** What cannot be about the damages of a case: their currency, their digits, their dates. */
export const wrongMoney = ({ damages, infringements }: CaseFile): readonly Contradiction[] => {
  if (damages === undefined || damages === null) return [];
  const { currency, date, rateDate } = damages;
  const found: Contradiction[] = [];
  const tell = (key: string, message: string, hint?: string): void => {
    found.push({ path: ['damages', key], message, ...(hint === undefined ? {} : { hint }) });
  };
  const digits = CURRENCIES.get(currency);
  if (digits === undefined) {
    const near = misspelt(currency, CURRENCIES.keys());
    const hint = near === undefined ? 'currencies are those of ISO 4217' : `did you mean "${near}"?`;
    tell('currency', `there is no currency ${currency}`, hint);
  } else {
    for (const key of ['amount', 'lostSales', 'licenceFee', 'infringerProfit', 'cost'] as const) {
      if (isFiner(damages[key], digits)) tell(key, finer(key, damages[key], currency, digits));
    }
  }
  if (isFiner(damages.usd, 2)) tell('usd', finer('usd', damages.usd, 'USD', 2));
  const likely = likelyUsd(damages);
  if (likely !== undefined) {
    const [stated, worth] = [damages.usd, likely].map((usd) => `USD ${Math.round(usd ?? 0).toLocaleString('en-US')}`);
    const amount = `${currency} ${damages.amount.toLocaleString('en-US')}`;
    const message = `${amount} cannot be ${stated}: by the ECB reference rates of ${RATES_DAY} it is about ${worth}`;
    tell('usd', message, 'a rate may differ by a factor of 3');
  }
  const seen = earliest((infringements ?? []).map(({ firstSeen }) => firstSeen));
  if (date && seen && isAfter(seen, date)) {
    tell('date', `damages of ${dayOf(date)} are older than the first infringement, seen ${dayOf(seen)}`);
  }
  if (rateDate && date && isAfter(rateDate, date)) {
    tell('rateDate', `the rate of ${dayOf(rateDate)} is later than the damages of ${dayOf(date)}`);
  }
  const since = date ?? seen;
  if (rateDate && since && daysBetween(rateDate, since) > OLDEST_RATE_DAYS) {
    const what = date ? `the damages of ${dayOf(date)}` : `the first infringement, seen ${dayOf(since)}`;
    tell('rateDate', `the rate of ${dayOf(rateDate)} is more than a year older than ${what}`);
  }
  return found;
};

/** Whether an amount has more digits after the point than its currency. */
const isFiner = (amount: number | null | undefined, digits: number): amount is number =>
  typeof amount === 'number' && Number(amount.toFixed(digits)) !== amount;

const finer = (key: string, amount: number, currency: string, digits: number): string =>
  `"damages.${key}" is ${amount}, and ${currency} has ${digits === 0 ? 'no digits' : `${digits} digits`} after the point`;
