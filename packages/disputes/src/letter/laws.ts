import type { CaseFile } from '../case/file/case-file.ts';

/** Laws whose demands on a letter are known. */
export const LAWS = ['US', 'CN', 'EU'] as const;
export type Law = (typeof LAWS)[number];

/** Members of the European Union by ISO 3166, https://european-union.europa.eu/principles-countries-history/eu-countries_en, read 2026-11-26. */
const EU_MEMBERS = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');

/** How cases name a country beside its two letters. */
const NAMES: { readonly [code: string]: readonly string[] } = {
  US: ['us', 'usa', 'unitedstates', 'unitedstatesofamerica'],
  CN: ['cn', 'prc', 'china', '中国', '中华人民共和国'],
  EU: ['eu', 'europeanunion', '欧盟'],
};

const plain = (name: string): string => name.toLowerCase().replace(/[\s.'-]/g, '');

/** Whether a text names a country or union, by its code or a name of it. */
export const namesCountry = (text: string | null | undefined, code: string): boolean =>
  typeof text === 'string' && (plain(text) === code.toLowerCase() || (NAMES[code] ?? []).includes(plain(text)));

/** The laws that a case is under, as far as they are known here. */
export const lawsOf = ({ jurisdiction }: CaseFile): ReadonlySet<Law> => {
  const named = [jurisdiction ?? []].flat();
  return new Set(
    LAWS.filter((law) =>
      named.some(
        (text) => namesCountry(text, law) || (law === 'EU' && EU_MEMBERS.some((code) => namesCountry(text, code))),
      ),
    ),
  );
};

/**
 * Laws of others that a case touches: every one that is not known to be our own. `null` stands for one that the case does not name, for
 * nobody knows whether that is ours.
 */
export const foreignLaws = ({ jurisdiction, counterparty, rightsHolder }: CaseFile): readonly (string | null)[] => {
  const ours = rightsHolder?.jurisdiction;
  const named = [...[jurisdiction ?? []].flat(), ...(counterparty?.jurisdiction ? [counterparty.jurisdiction] : [])];
  if (named.length === 0) return [null];
  return [...new Set(named)].filter((law) => !ours || !isSameCountry(law, ours));
};

const isSameCountry = (a: string, b: string): boolean => {
  const code = Object.keys(NAMES).find((each) => namesCountry(a, each));
  return plain(a) === plain(b) || (code !== undefined && namesCountry(b, code));
};
