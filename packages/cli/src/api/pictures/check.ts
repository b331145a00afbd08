import { suggest } from '@listing-lint/core';
import { CHECK_FORMATS, type CheckFormat, type CheckReport, checkReport, renderCheck } from '@listing-lint/publish';
import { UsageError } from '../../output/known-error.ts';
import { checkCall, DAY, FLAG, type Kinds, RUN_QUERY, TEXT, TEXTS } from '../check-call.ts';
import type { Program } from '../flags.ts';
import { type ChannelsQuery, channelsFor } from './channels.ts';
import { noPictureTo } from './our-pictures.ts';

export interface CheckQuery extends Omit<ChannelsQuery, 'channels'> {
  /** The marketplace: `amazon`, `ebay`, … */
  readonly channel: string;
}

const KINDS: Kinds<CheckQuery> = {
  ...RUN_QUERY,
  ...{ channel: TEXT, paths: TEXTS, eachIsAListing: FLAG, asOf: DAY },
};

export interface CheckResult {
  /** The object that `--format json` writes. */
  readonly report: CheckReport;
  readonly render: (format: CheckFormat) => string;
}

/** Gives `check` for a program that holds the guard of plugins. */
export const checkFor =
  (program?: Program) =>
  async (options: CheckQuery): Promise<CheckResult> => {
    checkCall({ name: 'check', options, kinds: KINDS, needs: ['channel'] });
    const { channel, ...query } = options;
    const { report: places } = await channelsFor(program)({ ...query, channels: [channel] });
    if (places.pictures.length === 0) throw noPictureTo('check', places.unseen);
    const report = checkReport(places, options.eachIsAListing === true);
    return {
      report,
      render: (format) => {
        checkCall({ name: 'render', args: { format: [format, TEXT] }, options: {}, kinds: {} });
        return renderCheck(report, checkFormatOf(format));
      },
    };
  };

/** Whether pictures and their listings go to a marketplace as they are, as a copy that `exportPictures` writes, or not. */
export const checkAlone: (options: CheckQuery) => Promise<CheckResult> = checkFor();

/** The format of that name. Throws for an unknown one. */
export const checkFormatOf = (name: string): CheckFormat => {
  const format = CHECK_FORMATS.find((known) => known === name);
  if (format === undefined) throw new UsageError(`unknown format "${name}"`, suggest(name, CHECK_FORMATS));
  return format;
};
