/** Day of the rates below: euro reference rates of the European Central Bank, as `dialogplay/tool-directory` prints them (certainty B, read 2026-12-03). */
export const RATES_DAY = '2024-06-28';

/** Units of each currency for one euro. The lira is left out: it fell to a quarter of its value within three years. */
const PER_EURO = {
  ...{ EUR: 1, USD: 1.0705, JPY: 171.94, BGN: 1.9558, CZK: 25.025, DKK: 7.4575, GBP: 0.84638, HUF: 395.1, PLN: 4.309 },
  ...{ RON: 4.9773, SEK: 11.3595, CHF: 0.9634, ISK: 148.9, NOK: 11.3965, AUD: 1.6079, BRL: 5.8915, CAD: 1.467 },
  ...{ CNY: 7.7748, HKD: 8.3594, IDR: 17487.21, ILS: 4.02, INR: 89.2495, KRW: 1474.86, MXN: 19.5654, MYR: 5.0501 },
  ...{ NZD: 1.7601, PHP: 62.56, SGD: 1.4513, THB: 39.319, ZAR: 19.497 },
};
const RATES: ReadonlyMap<string, number> = new Map(Object.entries(PER_EURO));

/**
 * A rate may differ from that of the table by this factor. From 2010-09-10 to 2024-06-28 the euro reference rates against the dollar moved by
 * at most 2.6, and those of the real by 3.2 (National Bank of Belgium, page of 2010-09-10).
 */
const MOST_FACTOR = 3;

/** What one unit of a currency was worth in US dollars on `RATES_DAY`; undefined where the table does not have it. */
const usdPerUnit = (currency: string): number | undefined => {
  const [rate, dollar] = [RATES.get(currency), RATES.get('USD')];
  return rate === undefined || dollar === undefined ? undefined : dollar / rate;
};

interface Damages {
  readonly amount: number;
  readonly currency: string;
  readonly usd?: number | null | undefined;
}

/** What an amount was worth in US dollars on `RATES_DAY`, where `usd` is more than three times as much, or less than a third; else undefined. */
export const likelyUsd = ({ amount, currency, usd }: Damages): number | undefined => {
  const rate = usdPerUnit(currency);
  // What is worth about a dollar is rounded.
  if (rate === undefined || typeof usd !== 'number' || amount * rate < 1) return undefined;
  const factor = usd / (amount * rate);
  return factor > MOST_FACTOR || factor < 1 / MOST_FACTOR ? amount * rate : undefined;
};

/** Damages in US dollars; null where a case states them in another currency alone, at a rate that cannot be, or not at all. */
export const usdOf = (damages: Damages | null | undefined): number | null => {
  if (damages === undefined || damages === null) return null;
  if (damages.currency === 'USD') return damages.amount;
  return likelyUsd(damages) === undefined ? (damages.usd ?? null) : null;
};
