import { escapeControls, type Report } from '@listing-lint/core';
import { byFile, fixedSentence, fixedTitle, notFixedSentence } from '../format/fixes.ts';
import { type Colors, INDENT, wrap } from './layout.ts';

/** What fixes have done, and what they have not, by file. */
export const fixLines = ({ fixed = [], notFixed = [] }: Report, columns: number, colors: Colors): string => {
  const block = (title: string, files: ReturnType<typeof byFile>): readonly string[] =>
    files.length === 0
      ? []
      : [
          colors.bold(title),
          ...files.flatMap(({ path, sentences }) => [
            `${' '.repeat(INDENT)}${escapeControls(path)}`,
            ...sentences.flatMap((sentence) =>
              wrap(escapeControls(sentence), columns - 2 * INDENT - 2).map(
                (line, index) => `${' '.repeat(2 * INDENT)}${colors.dim(index === 0 ? '·' : ' ')} ${line}`,
              ),
            ),
          ]),
        ];
  return [
    block(fixedTitle(fixed), byFile(fixed, fixedSentence)),
    block('Not fixed', byFile(notFixed, notFixedSentence)),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
};
