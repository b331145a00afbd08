// Archives originals, published pictures and papers of the shop into provenance/, always the same entries. Needs the built program (npm run build).
//   node examples/shop/scripts/ledger.mjs
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shop = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(shop, '../../packages/cli/dist/main.js');

/** Runs a command of listing-lint in the shop at noon of a day, by the clock of the entries. */
const on = (day, ...args) => {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(Date.parse(`${day}T12:00:00Z`) / 1000) };
  execFileSync(process.execPath, [program, ...args, '--by', 'Tern & Tide'], { cwd: shop, env, stdio: 'inherit' });
};

/** Papers of a photograph: what each is, and its file. */
const PAPERS = {
  'originals/DSC_0412.jpg': [
    ['shooting-record', 'papers/shooting-2026-03.txt'],
    ['edit-history', 'papers/edits-mug.txt'],
    ['own-work', 'papers/claim-statement-mug.txt'],
    ['witness', 'papers/witness-mug.txt'],
  ],
  'originals/DSC_0502.jpg': [
    ['shooting-record', 'papers/shooting-2026-03.txt'],
    ['edit-history', 'papers/edits-lamp.txt'],
    ['own-work', 'papers/claim-statement-lamp.txt'],
    ['witness', 'papers/witness-lamp.txt'],
  ],
};

rmSync(join(shop, 'provenance/entries'), { recursive: true, force: true });
on('2026-11-02', 'archive', 'originals');
on('2026-11-02', 'archive', 'listings/stoneware-mug', 'listings/table-lamp');
for (const [picture, papers] of Object.entries(PAPERS))
  for (const [kind, paper] of papers)
    on('2026-11-24', 'ledger', 'add-document', paper, '--kind', kind, '--about', picture);
