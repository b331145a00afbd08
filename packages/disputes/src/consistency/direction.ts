import type { CaseFile } from '../case/file/case-file.ts';
import type { Contradiction } from './contradiction.ts';

/** What belongs to a case of the other direction. */
export const wrongDirection = (file: CaseFile): readonly Contradiction[] =>
  file.direction === 'accused' ? ofComplainant(file) : ofAccused(file);

const ofAccused = ({ accusation, defence, notice, events }: CaseFile): readonly Contradiction[] => {
  const hint = 'a case against us says `direction: accused`';
  const keys = [...(accusation ? ['accusation'] : []), ...(defence ? ['defence'] : [])].map((key) => ({
    path: [key],
    message: `"${key}" stands in a case in which we complain`,
    hint,
  }));
  const accused = (events ?? []).flatMap(({ type }, index) =>
    type === 'accused'
      ? [{ path: ['events', index, 'type'], message: '"accused" stands in a case in which we complain', hint }]
      : [],
  );
  const consent =
    notice?.statements?.jurisdictionConsent === true
      ? [
          {
            path: ['notice', 'statements', 'jurisdictionConsent'],
            message: 'a complaint does not consent to a jurisdiction: that is said in a counter-notice',
            hint,
          },
        ]
      : [];
  return [...keys, ...accused, ...consent];
};

const ofComplainant = ({ notice }: CaseFile): readonly Contradiction[] =>
  notice?.statements?.dsaBonaFide === true
    ? [
        {
          path: ['notice', 'statements', 'dsaBonaFide'],
          message:
            'in a case against us "notice" is our counter-notice: what "dsaBonaFide" declares is said in a complaint',
        },
      ]
    : [];
