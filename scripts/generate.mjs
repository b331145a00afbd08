// Writes every file that is made from other files, or with --check tells which are out of step.
//   node scripts/generate.mjs [--check]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles, root } from './files.mjs';
import { apiReport } from './generate/api-report.mjs';
import { channels } from './generate/channels.mjs';
import { disputeStates } from './generate/dispute-states.mjs';
import { documentKeys } from './generate/document-keys.mjs';
import { documentSchemas } from './generate/document-schemas.mjs';
import { factPage } from './generate/fact-page.mjs';
import { figurePages } from './generate/figure-pages.mjs';
import { figures } from './generate/figures.mjs';
import { reportPages } from './generate/report-pages.mjs';
import { rulePages } from './generate/rule-pages.mjs';
import { versionPins } from './generate/version-pins.mjs';
import { wasmModules } from './generate/wasm.mjs';

/** Each gives `{ folder, pattern, files }`: files by repository path; other files of the folder that match the pattern are stale. */
const generators = [
  // First: others read the rules and presets that it writes.
  channels,
  reportPages,
  wasmModules,
  documentSchemas,
  documentKeys,
  figures,
  rulePages,
  factPage,
  figurePages,
  disputeStates,
  apiReport,
  versionPins,
];

const read = (path) => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
};

const check = process.argv.includes('--check');
const outOfStep = [];
for (const generate of generators) {
  for (const { folder, pattern, files } of await generate()) {
    for (const [path, text] of files) {
      if (read(path) === text) continue;
      outOfStep.push(path);
      if (check) continue;
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    for (const path of listFiles(folder, pattern)) {
      if (files.has(path)) continue;
      outOfStep.push(`${path} (stale)`);
      if (!check) rmSync(join(root, path));
    }
  }
}

if (check && outOfStep.length > 0) {
  console.error(
    `Generated files out of step; run \`npm run generate\`:\n${outOfStep.map((path) => `  ${path}`).join('\n')}`,
  );
  process.exitCode = 1;
} else {
  console.log(
    outOfStep.length === 0 ? 'Generated files are in step.' : outOfStep.map((path) => `wrote ${path}`).join('\n'),
  );
}
