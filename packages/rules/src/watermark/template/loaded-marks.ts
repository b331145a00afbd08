import { fileFault, isMissingFile, ListingLintError, sha256 } from '@listing-lint/core/plugin';
import { type ConfiguredMark, markName } from '../../settings.ts';
import type { CorrelationKernel } from '../kernel/kernel.ts';
import { readMark } from '../mark/mark.ts';
import { readMarkSource } from '../mark/mark-source.ts';
import { turnMark } from '../mark/turn-mark.ts';
import { sharedEdgeStore } from './edge-store.ts';
import { Template } from './template.ts';

/** A configured mark: its encoded picture and its template. */
export interface LoadedMark {
  readonly name: string;
  readonly bytes: Buffer;
  /** Of the upright mark. */
  readonly template: Template;
  readonly layout: MarkLayout;
}

/** Layout of a mark on the pictures. */
export interface MarkLayout {
  /** Degrees clockwise, at least one. */
  readonly angles: readonly number[];
  /** Repeated over the whole picture. */
  readonly tiled: boolean;
}

/** Layout of a mark by the config. */
export const layoutOf = (mark: ConfiguredMark): MarkLayout =>
  typeof mark === 'string' ? { angles: [0], tiled: false } : { angles: mark.angles ?? [0], tiled: mark.tiled ?? false };

/** Whether the mark is put on pictures as `listing-lint stamp` does it: once, upright. */
export const isStampable = ({ layout }: LoadedMark): boolean => !layout.tiled && layout.angles.includes(0);

/** Reads and prepares marks, sharing one kernel and one bound of memory. Throws a known error with `code` that names the mark. */
export const loadMarks = async (
  kernel: CorrelationKernel,
  root: string,
  marks: readonly ConfiguredMark[],
  code: 'usage' | 'fact-unavailable',
): Promise<readonly LoadedMark[]> =>
  Promise.all(
    marks.map(async (mark) => {
      const name = markName(mark);
      try {
        const bytes = await readMarkSource(root, mark);
        const template = new Template(kernel, await readMark(name, bytes), undefined, sharedEdgeStore());
        return { name, bytes, template, layout: layoutOf(mark) };
      } catch (cause) {
        throw new ListingLintError(code, `the mark ${name} cannot be used: ${reasonOf(cause)}`, [], { cause });
      }
    }),
  );

const reasonOf = (error: unknown): string => (isMissingFile(error) ? 'there is no such file' : fileFault(error));

/** One search form of a mark: at one angle, single or repeated. */
export interface SearchedMark {
  readonly template: Template;
  readonly tiled: boolean;
  /** Key of its calibration: another search form has scores of its own. */
  readonly key: string;
}

/** Kernel memory that the turned marks of a config share, bytes. */
const SHARED = { spectra: 768 << 20, lists: 256 << 20 };

/** Every search form of the marks. */
export const searchedMarks = (marks: readonly LoadedMark[]): readonly SearchedMark[] => {
  const count = Math.max(4, marks.flatMap(({ layout }) => layout.angles).length);
  const budget = { spectra: SHARED.spectra / count, lists: SHARED.lists / count };
  return marks.flatMap(({ template, layout }) =>
    layout.angles.map((angle): SearchedMark => {
      const turned =
        angle === 0
          ? template
          : new Template(template.kernel, turnMark(template.mark, angle), budget, sharedEdgeStore());
      const { hash } = turned.mark;
      const key = layout.tiled ? sha256(`${hash} tiled`) : hash;
      return { template: turned, tiled: layout.tiled, key };
    }),
  );
};

/** A form in words, such as `brand/mark.png turned by 30°, repeated`. */
export const describeSearched = ({ template: { mark }, tiled }: SearchedMark): string =>
  describeForm(mark.name, mark.upright.angle, tiled);

/** The same from what the config says of a mark. */
export const describeForm = (name: string, angle: number, tiled: boolean): string =>
  `${name}${angle === 0 ? '' : ` turned by ${angle}°`}${tiled ? ', repeated' : ''}`;
