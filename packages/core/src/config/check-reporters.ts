import type { Problem } from '../model/error.ts';
import type { Reporter } from '../model/reporter.ts';
import { suggest } from '../text/nearest.ts';
import { checkPart } from './check-part.ts';
import type { CheckedDocument } from './validate.ts';

/** Checks the options of every reporter that a document names, whether or not the run uses it. `reporters` are those known, by id. */
export const checkReporters = (
  documents: readonly CheckedDocument[],
  reporters: ReadonlyMap<string, Reporter>,
  failedPlugins: number,
  problems: Problem[],
): void => {
  for (const { document, reporters: named } of documents) {
    for (const [id, options] of Object.entries(named)) {
      const path = ['reporters', id];
      const reporter = reporters.get(id);
      if (reporter?.options !== undefined) checkPart(reporter.options, document, path, options, problems);
      if (reporter !== undefined || failedPlugins > 0) continue;
      problems.push(document.problemAt(path, `unknown reporter "${id}"`, suggest(id, reporters.keys()), 'key'));
    }
  }
};
