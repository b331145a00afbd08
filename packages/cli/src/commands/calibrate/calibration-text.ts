import { relative } from 'node:path';
import type { CalibrationResult } from '../../api/calibrate.ts';
import { shownText } from '../../output/told.ts';

const percent = (fraction: number): string => `${Math.round(100 * fraction)} %`;

/** Generated pictures are made to be hard: what fails on them may do well on photographs. */
const BUSY =
  'Generated pictures are busier than most photographs: `listing-lint calibrate FOLDER` measures on yours, and tells more.';

/** Reliable is what is found at every width from there on: one miss at the largest leaves none. */
const MISSED_WHEN_LARGE =
  'No width counts as reliable, since it was missed on some pictures at the largest that was tried; the numbers above say how smaller ones did.';

/** Share of the pictures from which on a mark does well, though no width counts as reliable. */
const WELL = 0.75;

/** Why no width counts as reliable, and what to do about it. */
const unreliable = (selfTest: CalibrationResult['reports'][number]['selfTest']): string => {
  const tried = selfTest.filter(({ stamped }) => stamped > 0);
  if (tried.some(({ stamped, found }) => found === stamped)) return MISSED_WHEN_LARGE;
  const [best] = tried.toSorted((a, b) => b.found / b.stamped - a.found / a.stamped);
  return best !== undefined && best.found >= WELL * best.stamped
    ? `No width counts as reliable, which takes nearly all of the pictures: at best, at ${percent(best.scale)} of the width, it was found on ${best.found} of ${best.stamped}.`
    : 'It cannot be found reliably at any width: use a mark with more or stronger lines.';
};

const SHOWN = 5;

/** Photos on which a mark was missed, which may be the reason. */
const missedLines = (missed: readonly string[], cwd: string): readonly string[] => {
  if (missed.length === 0) return [];
  const more = missed.length > SHOWN ? [`  and ${missed.length - SHOWN} more`] : [];
  const photos = missed.slice(0, SHOWN).map((photo) => `  ${shownText(relative(cwd, photo))}`);
  return [
    'Missed at the widest on these, drawn anywhere on them (`stamp` looks for a place where it is legible):',
    ...photos,
    ...more,
  ];
};

/** The report for a terminal. */
export const calibrationText = ({ reports, file }: CalibrationResult, cwd: string): string => {
  const blocks = reports.map(({ name, calibration, selfTest, smallestReliable, suspects, missed, unreadable }) => {
    const isOwn = calibration.pictures === 'own';
    const tested = selfTest.map(
      ({ scale, stamped, found }) =>
        `  ${percent(scale)} of the width: ${stamped === 0 ? 'could not be tried on these pictures' : `found on ${found} of ${stamped}`}`,
    );
    const verdict =
      smallestReliable === null
        ? unreliable(selfTest)
        : `It is found reliably from ${percent(smallestReliable)} of the picture's width on.`;
    const more = suspects.length > SHOWN ? [`  and ${suspects.length - SHOWN} more`] : [];
    const doubt =
      suspects.length === 0
        ? []
        : [
            'Look at these pictures. If they carry the mark, leave them out and calibrate again: it would be missed on others.',
            ...suspects.slice(0, SHOWN).map((photo) => `  ${shownText(relative(cwd, photo))}`),
            ...more,
          ];
    const head = `${name}: calibrated on ${calibration.n} ${isOwn ? 'pictures of your own' : 'generated pictures'}`;
    const lost = unreadable.slice(0, SHOWN).map((photo) => `  cannot be read: ${shownText(relative(cwd, photo))}`);
    const moreLost = unreadable.length > SHOWN ? [`  and ${unreadable.length - SHOWN} more cannot be read`] : [];
    return [
      head,
      ...lost,
      ...moreLost,
      ...tested,
      verdict,
      ...(smallestReliable === null ? missedLines(missed, cwd) : []),
      ...(isOwn ? [] : [BUSY]),
      ...doubt,
    ].join('\n');
  });
  return `${blocks.join('\n\n')}\n\nwritten to ${file}; commit it with the config\n`;
};
