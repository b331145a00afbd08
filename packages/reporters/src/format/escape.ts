import { escapeControls } from '@listing-lint/core';

/**
 * Text that markdown shows as it is: whatever could begin markup, HTML, a link, a mention or an issue number is an entity, which
 * markdown never reads as structure.
 */
export const markdownText = (text: string): string =>
  escapeControls(text)
    .replace(/[\\`*_[\]<>&|~#@$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}&#46;`);

/** Prose of a rule: its backticks are code, the rest is text. */
export const markdownProse = (text: string): string =>
  text
    .split(/(`[^`\n|]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? `\`${escapeControls(part.slice(1, -1))}\`` : markdownText(part)))
    .join('');

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
