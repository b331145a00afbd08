/** The number in a reason as a case gives it (`7050`, `code 7050`); undefined where it is no code of eBay. */
export const reasonCodeOf = (reason: string | number | null | undefined): string | undefined =>
  /^\D*(\d{1,9})\b/.exec(String(reason ?? ''))?.[1];
