import type { PictureRecord } from '../record/picture-record.ts';
import { type ComparedPair, type ComparedPoint, NAMES, otherSide, SIDES, type Side, sided } from './point.ts';

/** What the small pictures within a file show: programs that crop a picture often leave its preview as it was. */
export const previewPoints = (compared: ComparedPair): readonly ComparedPoint[] =>
  SIDES.flatMap((side): readonly ComparedPoint[] => {
    const { previews } = compared[side];
    const index = previews.findIndex(({ toOwn }) => toOwn === 'shows-more');
    const preview = previews[index];
    if (preview === undefined) return [];
    const showsOther = preview.toOther === 'same';
    const words = (which: Side): string => previewWords(compared[which]);
    return [
      {
        code: showsOther ? `preview.${side}-shows-${otherSide(side)}` : `preview.${side}-shows-more`,
        title: `The preview within ${NAMES[side]}`,
        a: words('a'),
        b: words('b'),
        towards: showsOther ? { side: otherSide(side), sureness: 'inferred' } : null,
        shows: sided(
          showsOther
            ? 'The preview that {this} carries shows more than {this} itself, and what it shows looks like all of {that}: {this} was cropped from a picture that showed what {that} shows.'
            : 'The preview that {this} carries shows more than {this} itself: {this} was cropped after its preview was made.',
          side,
        ),
        showsNot: sided(
          showsOther
            ? 'It does not show that this picture was {that} itself, or who cropped it. A preview can be put into a file.'
            : 'It does not show who cropped it, or from whose picture. A preview can be put into a file.',
          side,
        ),
        ground: [`/${side}/previews/${index}`],
      },
    ];
  });

const previewWords = ({ previews }: PictureRecord): string => {
  const [first] = previews;
  if (first === undefined) return 'none';
  const size = first.width === null || first.height === null ? 'unreadable' : `${first.width} × ${first.height} px`;
  return `${previews.length} (${size}${first.toOwn === null ? '' : `, to its picture: ${first.toOwn}`})`;
};

/** What is said at the place of a stamp that a mark which is found says otherwise of. */
const GONE_BY_STAMP: readonly string[] = ['removed', 'covered', 'cropped-away', 'from-unmarked'];

/** Which of them show the seller's mark. */
export const markPoint = (compared: ComparedPair): ComparedPoint => {
  const { a, b, stamp } = compared;
  const words = ({ mark, problem }: PictureRecord): string =>
    mark === null ? (problem === null ? 'not searched for' : 'could not be searched for') : mark.summary;
  const head = { title: 'The mark of the config', a: words(a), b: words(b), towards: null };
  if (a.mark === null && b.mark === null) {
    return {
      ...head,
      code: 'mark.not-looked-for',
      shows:
        'Nothing: no mark was searched for, as no config names one (brand.watermarks) or the pixels could not be decoded.',
      showsNot: 'Whether one of them shows a mark is open.',
      ground: ['/a/mark', '/b/mark'],
    };
  }
  const ground = ['/a/mark', '/b/mark'];
  const found = SIDES.filter((side) => compared[side].mark?.status === 'present');
  const absent = SIDES.filter((side) => compared[side].mark?.status === 'absent');
  const [one] = found;
  if (found.length === 2 && stamp !== null && GONE_BY_STAMP.includes(stamp.mark.state)) {
    return {
      ...head,
      code: 'mark.open',
      shows:
        'The mark that the config names was found on both; where the one was stamped the other does not show it: a person has to look.',
      showsNot: 'It speaks for neither.',
      ground: [...ground, '/stamp'],
    };
  }
  if (found.length === 2) {
    return {
      ...head,
      code: 'mark.both',
      shows: 'Both show the mark that the config names.',
      showsNot: 'It does not show who put it there: whoever has a marked picture has the mark, too.',
      ground,
    };
  }
  if (one !== undefined && absent.length === 1) {
    return {
      ...head,
      code: `mark.only-${one}`,
      shows: sided('{this} shows the mark that the config names; on {that} it was not found.', one),
      showsNot: sided(
        'It does not show that it was removed from {that}: {that} may have been made before the mark was put on, or the mark may be too faint or cut off.',
        one,
      ),
      ground,
    };
  }
  if (absent.length === 2) {
    return {
      ...head,
      code: 'mark.neither',
      shows: 'The mark that the config names was found on neither.',
      showsNot: 'It does not show that none was ever there.',
      ground,
    };
  }
  return {
    ...head,
    code: 'mark.open',
    shows: 'Whether the mark is on both, on one or on none is unknown: compare both by eye.',
    showsNot: 'It speaks for neither.',
    ground,
  };
};
