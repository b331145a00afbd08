// Pages of dated figures: what laws and marketplaces ask, from config/figures.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../files.mjs';

const AI_LABELS = 'config/figures/ai-labels.yaml';
const PAGE = 'docs/ai-labels.md';

const cell = (text) => String(text).replaceAll('\n', ' ').replaceAll('|', '\\|').trim();

const rowOf = ({ id, name, channel }, duty) => [
  `\`${id}\`${channel === undefined ? '' : ` (channel \`${channel}\`)`}`,
  `${name}: ${duty.asks}`,
  duty.of,
  (duty.labels ?? duty.keeps).join(', '),
  `${duty.from}${duty.until === undefined ? '' : ` to ${duty.until}`}${duty.later === undefined ? '' : `; ${duty.later.for}: ${duty.later.from}`}`,
  `${duty.law}: [${duty.source.title}](${duty.source.url})`,
  duty.read,
  duty.certainty,
];

export const figurePages = () => {
  const { title, jurisdictions } = parse(readFileSync(join(root, AI_LABELS), 'utf8'));
  const head = ['`jurisdictions`', 'asks', 'of', 'met by', 'from', 'source', 'read', 'certainty'];
  const rows = jurisdictions.flatMap((jurisdiction) => jurisdiction.duties.map((duty) => rowOf(jurisdiction, duty)));
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
  const text = `<!-- Made by \`npm run generate\` from ${AI_LABELS}. Do not edit. -->

# ${title}

\`\`\`yaml
rules:
  ai-label: { severity: warn, jurisdictions: [cn, eu] }
\`\`\`

The rule [\`ai-label\`](rules/ai-label.md) checks these requirements for the \`jurisdictions\` of its option, as of the day of the run (\`--as-of\`).

${table}

Certainty: A the text itself was read, B a report of it, C general knowledge. No legal advice: whom a duty binds is for a lawyer. If a duty begins later
for some systems and the picture does not name its own, a missing label is inconclusive until then.
`;
  return [{ folder: 'docs', pattern: /\/ai-labels\.md$/, files: new Map([[PAGE, text]]) }];
};
