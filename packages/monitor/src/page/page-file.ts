import { defineResource, fileFault, ListingLintError, readText } from '@listing-lint/core/plugin';
import { type Markup, markupOf } from './markup/markup.ts';

/** A shop page with its styles and data in it; those of large shops have some 1 MB. */
const MAX_PAGE_BYTES = 4_000_000;

export interface PageFile {
  readonly html: string;
  readonly markup: Markup;
}

/** A page, read and parsed once; nothing in it runs. Throws `file-unreadable`, `content-too-large`. */
export const pageFile = defineResource<PageFile>({
  id: 'pageFile',
  create: async (subject, { root }) => {
    let html: string;
    try {
      html = await readText(subject.file, { maxBytes: MAX_PAGE_BYTES, within: root, links: 'refuse' });
    } catch (error) {
      throw new ListingLintError('file-unreadable', `the page cannot be read: ${fileFault(error)}`, [], {
        cause: error,
      });
    }
    return { html, markup: markupOf(html) };
  },
});
