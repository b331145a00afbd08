/** `@listing-lint/rules/view`: parts of HTML pages about pictures. */
export { escapeHtml, type PatchOf, type Thumbnail, type ThumbnailOf } from '../view/html-parts.ts';
