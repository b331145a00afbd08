import type { CaseFile } from '../case/file/case-file.ts';
import type { NoticeProfile } from '../complaint/notice-schema.ts';

/** One request to a desk: a file to be pasted or posted by whoever files it. */
export interface NoticeRequest {
  readonly text: string;
  readonly extension: 'txt' | 'json';
  /** How many listings it names. */
  readonly listings: number;
}

/** The requests of a complaint, or why there is none. */
export type ExportedNotice =
  | {
      readonly kind: 'exported';
      readonly requests: readonly NoticeRequest[];
      /** What was left out for the limits of the desk, a sentence each. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

export type ExportedInfringement = NonNullable<CaseFile['infringements']>[number];

/** What an export is made of. */
export interface NoticeMatter {
  readonly file: CaseFile;
  readonly desk: NoticeProfile;
  /** The day of the notice, YYYY-MM-DD. */
  readonly today: string;
  /** Code points that the desk takes of what is said of a listing; undefined where it names no limit. */
  readonly characters: number | undefined;
}
