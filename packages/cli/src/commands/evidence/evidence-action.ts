import { queryOf } from '../../api/flags.ts';
import { evidenceFor } from '../../api/proof/evidence.ts';
import type { Io } from '../../output/io.ts';
import { shownText, toldLine } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface EvidenceFlags extends ConfigOptions {
  readonly out: string;
  readonly pdf?: boolean;
  readonly incomplete?: boolean;
  readonly asOf?: string;
}

/** Writes a bundle: 0 where all files that were named are in it, 1 where one could not be put in: then it is written with `--incomplete` alone. */
export const evidenceAction = async (about: string, flags: EvidenceFlags, io: Io): Promise<number> => {
  const { folder, files, missing, checklist } = await evidenceFor(io)({
    ...queryOf(flags, io),
    ...{ about, out: flags.out, pdf: flags.pdf === true, incomplete: flags.incomplete === true, env: io.env },
    ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
  });
  if (folder === null) {
    for (const { path, reason } of missing) io.stderr(toldLine(`${path}: ${reason}`));
    io.stderr(toldLine('nothing was written: mend that, or say --incomplete and have the bundle tell'));
    return 1;
  }
  const open = checklist.filter(({ state }) => state !== 'there');
  const lines = [
    `${files.length} files in ${shownText(flags.out)}; open ${/\.zip$/i.test(flags.out) ? '' : `${shownText(flags.out)}/`}data/cover.html`,
    ...missing.map(({ path, reason }) => `not in it: ${shownText(path)}: ${shownText(reason)}`),
    ...(open.length === 0
      ? ['nothing is missing of what a dispute is asked for']
      : [
          'missing of what a dispute is asked for:',
          ...open.flatMap(({ what, state, details, rule }) => [
            `  ${shownText(what)}${rule === null ? '' : `  (${rule})`}${state === 'unknown' ? ': could not be told' : ''}`,
            ...details.map((each) => `    ${shownText(each)}`),
          ]),
        ]),
    /\.zip$/i.test(flags.out)
      ? 'check it: unpack it, and run sh data/verify.sh in its folder'
      : `check it: cd ${shownText(flags.out)} && sh data/verify.sh`,
  ];
  io.stdout(`${lines.join('\n')}\n`);
  return missing.length > 0 ? 1 : 0;
};
