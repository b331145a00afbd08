import { sha256 } from '@listing-lint/core';
import { turnMark } from '../mark/angles.ts';
import type { LoadedMark } from './configured.ts';
import { Template } from './template.ts';

/** One form in which a mark is looked for: at one angle, single or repeated. */
export interface SearchedMark {
  readonly template: Template;
  readonly tiled: boolean;
  /** Key of its calibration: what is looked for in another way has scores of its own. */
  readonly key: string;
}

/** Kernel memory that the turned marks of a config share, bytes. */
const SHARED = { spectra: 768 << 20, lists: 256 << 20 };

/** Every form in which marks are looked for. */
export const searchedMarks = (marks: readonly LoadedMark[]): readonly SearchedMark[] => {
  const count = Math.max(4, marks.flatMap(({ layout }) => layout.angles).length);
  const budget = { spectra: SHARED.spectra / count, lists: SHARED.lists / count };
  return marks.flatMap(({ template, layout }) =>
    layout.angles.map((angle): SearchedMark => {
      const turned = angle === 0 ? template : new Template(template.kernel, turnMark(template.mark, angle), budget);
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
