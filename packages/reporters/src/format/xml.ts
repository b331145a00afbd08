import { escapeControls } from '@listing-lint/core';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an element or a quoted attribute of XML 1.0: entities for markup, escapes for what XML cannot hold. */
export const xmlText = (text: string): string =>
  escapeControls(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
