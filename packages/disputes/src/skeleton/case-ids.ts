/** The next free number of a year, as in 2026-014; `taken` are the ids of all cases that are known. Pure. */
export const nextCaseId = (taken: readonly string[], year: string): string => {
  const numbers = taken.flatMap((id) => {
    const [, ofYear, number] = /^(\d{4})-(\d{1,9})$/.exec(id) ?? [];
    return ofYear === year && number !== undefined ? [Number(number)] : [];
  });
  return `${year}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
};

/** The name of a case's file: its id, as far as every file system takes it. */
export const caseFileName = (id: string): string => {
  const name = id
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return `${name === '' ? 'case' : name}.yaml`;
};
