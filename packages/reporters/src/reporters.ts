import type { Reporter } from '@listing-lint/core';
import { audit } from './audit/audit.ts';
import { csv } from './csv/csv.ts';
import { github } from './github/github.ts';
import { gitlab } from './gitlab/gitlab.ts';
import { html } from './html/html.ts';
import { json } from './json/json.ts';
import { junit } from './junit/junit.ts';
import { markdown } from './markdown/markdown.ts';
import { sarif } from './sarif/sarif.ts';
import { compact } from './text/compact.ts';
import { text } from './text/text.ts';

/** The built-in reporters; the first is the default. */
export const reporters: readonly Reporter[] = [
  text,
  compact,
  json,
  sarif,
  html,
  markdown,
  github,
  gitlab,
  junit,
  csv,
  audit,
];
