import { createHash } from 'node:crypto';
import { Eta } from 'eta';

/** Escapes for text and quoted attributes alike. */
const escapeHtml = (value: unknown): string =>
  String(value ?? '').replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Renders named templates, every value escaped; a template can include the others by `@name`. */
export const templates = (named: Readonly<Record<string, string>>): ((name: string, data: object) => string) => {
  const eta = new Eta({ autoEscape: true, escapeFunction: escapeHtml, cache: true, autoTrim: [false, 'nl'] });
  for (const [name, text] of Object.entries(named)) eta.loadTemplate(`@${name}`, text);
  return (name, data) => eta.render(`@${name}`, data);
};

const source = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Content-Security-Policy of a page that stands alone: this one style, this one script, pictures inside the page, and nothing from
 * anywhere else.
 */
export const contentPolicy = (style: string, script: string): string =>
  [
    "default-src 'none'",
    'img-src data:',
    `style-src ${source(style)}`,
    script === '' ? "script-src 'none'" : `script-src ${source(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
