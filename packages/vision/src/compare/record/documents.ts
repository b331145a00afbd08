import { cleanText, type Statement } from '@listing-lint/rules/metadata';

/** How XMP names a document and where it came from (XMP Specification Part 2, XMP Media Management). Programs write it as they save. */
export interface DocumentIds {
  readonly document: string | null;
  readonly instance: string | null;
  /** Of the document that it began as. */
  readonly original: string | null;
  /** Documents and instances that it, or one of its steps, says it was made from. */
  readonly from: readonly string[];
}

const MOST = 40;

/** The identifiers that the file's own XMP states. */
export const documentIds = (statements: readonly Statement[]): DocumentIds => {
  const own = statements.filter(({ source, depth }) => source === 'xmp' && depth === 0);
  const one = (name: string): string | null => cleanText(own.find((each) => each.name === name)?.value);
  const from = own
    .filter(({ name }) =>
      /^xmpMM:(?:DerivedFrom|Ingredients)\/(?:.*\/)?stRef:(?:documentID|instanceID|originalDocumentID)$/.test(name),
    )
    .flatMap(({ value }) => cleanText(value) ?? []);
  return {
    document: one('xmpMM:DocumentID'),
    instance: one('xmpMM:InstanceID'),
    original: one('xmpMM:OriginalDocumentID'),
    from: [...new Set(from)].slice(0, MOST),
  };
};
