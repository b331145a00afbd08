import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ResolvedConfig } from '../config/load.ts';
import { withTemporaryFolder } from '../file/temporary/temporary-folder.ts';
import type { Subject } from '../model/subject.ts';
import { makePlan } from '../plan/plan.ts';
import type { SubjectSet } from '../run/discover.ts';
import { FactStore } from '../run/fact-store.ts';
import { judge } from '../run/judge.ts';

/** The rules of these that do not pass, each with what it says, were the file of the subject this one. Rules that look at the set are left out. */
export type JudgeFile = (
  subject: Subject,
  bytes: Uint8Array,
  ruleIds: readonly string[],
) => Promise<readonly { readonly ruleId: string; readonly message: string }[]>;

export interface JudgeFileOptions {
  readonly config: ResolvedConfig;
  readonly subjects: SubjectSet;
  readonly asOf: string;
}

/** Judges files that are not there yet: each lies in a folder of its own outside of the root for so long. */
export const fileJudge = ({ config, subjects, asOf }: JudgeFileOptions): JudgeFile => {
  const plan = makePlan(config);
  return async (subject, bytes, ruleIds) => {
    const rules = plan.rulesFor(subject).filter(({ id, needsSet }) => ruleIds.includes(id) && !needsSet);
    const { root, registry, settings } = config;
    const store = new FactStore({ root, registry, settingsOf: settings.of, asOf, subjects });
    return withTemporaryFolder('fix', async (folder) => {
      try {
        const file = join(folder, basename(subject.path));
        await writeFile(file, bytes);
        const { verdicts } = await judge({ ...subject, file }, rules, { store, asOf });
        return verdicts
          .filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive')
          .map(({ ruleId, message }) => ({ ruleId, message }));
      } finally {
        await store.dispose();
      }
    });
  };
};
