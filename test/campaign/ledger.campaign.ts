// npm run campaign ledger [BRANCHES=500] [STEP=1] [SEED]
// A small sealed ledger: a bit of every STEP-th byte of each file of it (entries, seal, list, token, request) and of each file that it names is changed, one at a time, and each
// of these files is deleted; `ledger verify` has to say so, and every 50th time the script that goes with it. Then BRANCHES branches of a git repository archive and
// seal side by side, and are merged in random order. Exit 1 where a change goes unseen or a merge is not clean. Needs openssl and git.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeBranches } from './ledger/branches.ts';
import { changeBytes, deleteFiles, noChanges, scriptStatus } from './ledger/changes.ts';
import { randomFrom } from './ledger/random.ts';
import { SmallLedger } from './ledger/small-ledger.ts';

const branches = Number(process.argv[2] ?? 500);
const step = Number(process.argv[3] ?? 1);
const random = randomFrom(Number(process.argv[4] ?? 20261126));

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-ledger-')));
try {
  const ledger = await SmallLedger.make(folder);
  const count = noChanges();
  await changeBytes(ledger, { step, scriptStep: 50, random }, count);
  await deleteFiles(ledger, 1, count);
  process.stdout.write(
    `| bytes changed | unseen | files deleted | unmissed | shown to the script | unseen by it |\n|---|---|---|---|---|---|\n| ${count.changed} | ${count.unseen.length} | ${count.deleted} | ${count.unmissed.length} | ${count.byScript} | ${count.unseenByScript.length} |\n\n`,
  );
  for (const each of [...count.unseen, ...count.unmissed, ...count.unseenByScript]) process.stderr.write(`${each}\n`);
  ledger.renew();
  const merged = await mergeBranches(ledger, { branches, sealEvery: 10, random });
  const script = scriptStatus(ledger);
  process.stdout.write(
    `| branches | conflicts | entries written | entries there | seals | verified | by the script |\n|---|---|---|---|---|---|---|\n| ${merged.branches} | ${merged.conflicts} | ${merged.expected} | ${merged.entries} | ${merged.seals} | ${merged.isSound ? 'yes' : 'no'} | ${script === 0 ? 'yes' : 'no'} |\n`,
  );
  const isWrong = merged.conflicts > 0 || merged.entries !== merged.expected || !merged.isSound || script !== 0;
  const unseen = count.unseen.length + count.unmissed.length + count.unseenByScript.length;
  process.exitCode = isWrong || unseen > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
