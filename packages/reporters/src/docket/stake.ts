import { compareText } from '@listing-lint/core';
import { count, grouped } from '../format/phrases.ts';
import type { CaseDocket } from './case-docket.ts';

/** `USD 14,840`, `EUR 9,800.50`: cents only where there are some, the same on every machine. */
const moneyText = (currency: string, amount: number): string => {
  const [whole = '0', cents = '00'] = amount.toFixed(2).split('.');
  return `${currency} ${grouped(Number(whole))}${cents === '00' ? '' : `.${cents}`}`;
};

/** Money as one case states it: what it is in dollars where that is known, and that it is not where not. */
export const statedMoney = ({
  money,
}: Pick<CaseDocket, 'money'>): { readonly amount: string; readonly note: string } => {
  if (money === null) return { amount: '', note: 'not stated' };
  const { amount, currency, usd, rateDate } = money;
  const stated = moneyText(currency, amount);
  if (currency === 'USD') return { amount: stated, note: '' };
  if (usd === null) return { amount: stated, note: 'no rate to USD' };
  return { amount: moneyText('USD', usd), note: `${stated}${rateDate === null ? '' : `, rate of ${rateDate}`}` };
};

/** Sums that may be made: what is known in dollars, and what is not by its own currency. Never one number over two currencies. */
interface Stake {
  readonly sums: readonly { readonly text: string; readonly note: string }[];
  /** Cases that state none. */
  readonly silent: number;
}

const THOUSANDTHS = 1000;

const sumOf = (amounts: readonly number[]): number =>
  amounts.reduce((sum, amount) => sum + Math.round(amount * THOUSANDTHS), 0) / THOUSANDTHS;

/** What is at stake in some cases, as they state it. */
const stakeOf = (cases: readonly Pick<CaseDocket, 'money'>[]): Stake => {
  const stated = cases.flatMap(({ money }) => money ?? []);
  const dollars = stated.flatMap(({ usd }) => usd ?? []);
  const others = new Map<string, number[]>();
  for (const { currency, amount, usd } of stated) {
    if (usd === null) others.set(currency, [...(others.get(currency) ?? []), amount]);
  }
  const converted = stated.filter(({ currency, usd }) => currency !== 'USD' && usd !== null).length;
  return {
    sums: [
      ...(dollars.length === 0
        ? []
        : [
            {
              text: moneyText('USD', sumOf(dollars)),
              note:
                converted === 0 ? '' : `${count(converted, 'case')} at ${converted === 1 ? 'its' : 'their'} own rate`,
            },
          ]),
      ...[...others]
        .sort(([a], [b]) => compareText(a, b))
        .map(([currency, amounts]) => ({ text: moneyText(currency, sumOf(amounts)), note: 'no rate to USD' })),
    ],
    silent: cases.length - stated.length,
  };
};

/** Sums by side: what we lost to others, and what others lay to our charge, are no one number. */
export const stakeBySide = (
  cases: readonly Pick<CaseDocket, 'money' | 'direction'>[],
): readonly (Stake & { readonly label: string })[] =>
  (['we-complain', 'accused'] as const).flatMap((side) => {
    const own = cases.filter(({ direction }) => direction === side);
    const label = side === 'accused' ? 'At stake where we are accused' : 'At stake where we complain';
    return own.length === 0 ? [] : [{ label, ...stakeOf(own) }];
  });
