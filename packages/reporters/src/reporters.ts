import type { Reporter } from '@listing-lint/core';
import { html } from './html/html.ts';
import { json } from './json/json.ts';
import { sarif } from './sarif/sarif.ts';
import { text } from './text/text.ts';

/** The built-in reporters; the first is the default. */
export const reporters: readonly Reporter[] = [text, json, sarif, html];
