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

/** Whether a statement of rights names this owner and says nothing else. */
export const isOwner = (statement: string, expected: string): boolean => {
  const owner = coreOf(expected);
  return owner === '' ? statement.trim() === expected.trim() : coreOf(statement) === owner;
};

/** Words by which a text claims rights: a sign, a reservation, an owner. */
const CLAIM =
  /[©℗Ⓒⓒ]|&copy;|(?<!\p{L})\(c\)[\s\p{L}\d]|\bcopyright|\bcopr\b|\brights? (?:reserved|holder|owner)|\brightsholder\b|\bowned by\b|\bowner:|\bproperty of\b|\blicen[cs]ed (?:from|to|by)\b|alle rechte|\burheber|tous droits|droits r[ée]serv|derechos (?:reservados|de autor)|diritti riservati|direitos (?:reservados|autorais)|alle rechten|版权|著作权|著作權|著作権|저작권|авторск|все права/iu;

/** Words by which a text credits a creator. */
const CREDIT =
  /\bcourtesy of\b|\b(?:photo(?:graph)?(?:er|s)?|foto(?:graf|s)?)(?: by\b|:\s)|\b(?:image|picture|photo) (?:by|credits?)\b|\bcredits?:\s/i;

/** Whether a text claims rights in a picture, in words. */
export const claimsRights = (text: string): boolean => CLAIM.test(text);

/** Whether a text credits a creator, in words. */
export const creditsCreator = (text: string): boolean => CREDIT.test(text);

/** The same among bytes that are no text: a sign of copyright counts with letters behind it alone, as any byte occurs. */
const CLAIM_IN_BYTES = /\xa9 ?[A-Za-z0-9 .,&]{8}|\(c\) [A-Za-z0-9 .,&]{4}|copyright|rights reserved/i;

/** Whether a block that is not read claims rights in words, in Latin letters of one or two bytes. */
export const claimsRightsInBytes = (bytes: Buffer): boolean => {
  const text = bytes.toString('latin1');
  return CLAIM_IN_BYTES.test(text) || CLAIM_IN_BYTES.test(text.replaceAll('\0', ''));
};
