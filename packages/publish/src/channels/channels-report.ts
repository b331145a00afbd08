import type { ChannelFigure, ChannelProfile } from '../channel/profile/channel-schema.ts';
import { type ColumnId, FIGURE_COLUMNS, figureWords } from './figure-words.ts';
import type { PicturePlaces } from './where-they-go.ts';

export const CHANNELS_FORMATS = ['text', 'json', 'html'] as const;
export type ChannelsFormat = (typeof CHANNELS_FORMATS)[number];

/** One figure with where it comes from. */
export interface ShownFigure {
  readonly column: ColumnId;
  readonly asks: ChannelFigure['asks'];
  readonly says: string;
  readonly level: 'required' | 'recommended';
  readonly certainty: 'A' | 'B' | 'C';
  readonly roles: readonly string[] | null;
  readonly from: string | null;
  /** Whether a rule judges it. */
  readonly judged: boolean;
  readonly source: { readonly title: string; readonly url: string; readonly read: string };
  readonly note: string | null;
}

/** What a marketplace asks. */
export interface ShownChannel {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly ShownFigure[];
  readonly leftOut: readonly string[];
}

export interface ChannelsReport {
  readonly day: string;
  readonly channels: readonly ShownChannel[];
  /** Where pictures go; empty where none were looked at. */
  readonly pictures: readonly PicturePlaces[];
  /** Folders that are not entered, as those behind links, and what was named and is not taken, in sentences: what they hold was not looked at. */
  readonly unseen: readonly string[];
}

const shownFigure = (figure: ChannelFigure, sources: ChannelProfile['sources']): readonly ShownFigure[] => {
  const { asks, level, roles = null, from = null, judged, note = null } = figure;
  const source = sources[figure.source];
  const column = FIGURE_COLUMNS.find((each) => each.asks.some((one) => one === asks));
  if (source === undefined || column === undefined) return [];
  const { title, url, read, certainty } = source;
  return [
    {
      ...{ column: column.id, asks, says: figureWords(figure), level, certainty, roles, from, note },
      judged: judged !== false,
      source: { title, url, read },
    },
  ];
};

/** A profile as it is shown. */
export const shownChannel = ({ id, title, sources, figures, leftOut = [] }: ChannelProfile): ShownChannel => ({
  id,
  title,
  figures: figures.flatMap((figure) => shownFigure(figure, sources)),
  leftOut,
});
