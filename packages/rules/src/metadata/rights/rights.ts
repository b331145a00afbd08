/** A statement of rights without what varies from year to year: signs, years, capitals and spaces. */
const coreOf = (statement: string): string =>
  statement
    .toLowerCase()
    .replace(/©|\(c\)|\bcopyright\b|\ball rights reserved\b/g, ' ')
    .replace(/\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)?\d\d\b)?/g, ' ')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();

/** Whether a statement of rights names the owner that another one names: "© 2024 Acme Ltd." names "(c) Acme Ltd". */
export const namesOwner = (statement: string, expected: string): boolean => {
  const owner = coreOf(expected);
  return owner === '' ? statement.trim() === expected.trim() : ` ${coreOf(statement)} `.includes(` ${owner} `);
};
