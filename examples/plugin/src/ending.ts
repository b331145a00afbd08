import { defineCommand, escapeControls } from 'listing-lint/plugin';
import { daysBetween, readLicence } from './licence-file.ts';

/** `listing-lint licences ending`: the licences that end soon, one a line; exit 1 where one has ended or cannot be read. */
export const ending = defineCommand({
  name: 'ending',
  summary: 'List the licences that end soon; exit 1 where one has ended or cannot be read',
  options: {
    within: { summary: 'days from today (default: 30)', value: 'days', type: 'count' },
    output: { summary: 'write the list to a file', value: 'file', short: 'o' },
  },
  run: async ({ within = 30, output }, { project, today, notice, print, writeReport }) => {
    const lines: string[] = [];
    let hasFindings = false;
    for (const { path, file } of await project.findSubjects('licence')) {
      const { licence, problems } = await readLicence(file);
      for (const problem of problems) notice(`${path}: ${problem}`);
      const days = licence?.until ? daysBetween(today, licence.until) : Number.POSITIVE_INFINITY;
      hasFindings ||= problems.length > 0 || days < 0;
      if (days <= within) lines.push(`${escapeControls(path)}  ${licence?.until}\n`);
    }
    const text = lines.join('');
    if (output === undefined) print(text);
    else await writeReport(output, text);
    return hasFindings ? 1 : 0;
  },
});
