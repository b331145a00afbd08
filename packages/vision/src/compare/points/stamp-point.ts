import { markWords } from '../../match/view/match-text.ts';
import { type ComparedPair, type ComparedPoint, otherSide, sided } from './point.ts';

/** What became of our mark where one of the two is a picture of ours that was stamped, and what the grain of its stamped file says. */
export const stampPoint = ({ stamp }: ComparedPair): readonly ComparedPoint[] => {
  if (stamp === null) return [];
  const { ours, mark } = stamp;
  const isFrom = mark.isOfStamped === true;
  const [own, other] = [`ours, stamped as ${mark.stamped}`, mark.state === 'unknown' ? 'unknown' : mark.state];
  const seen = sided(`At the place of the stamp on {this}, {that} shows: ${markWords(mark)}.`, ours);
  return [
    {
      code: isFrom ? `stamp.${otherSide(ours)}-from-${ours}` : `stamp.${mark.state}`,
      title: 'What became of the mark of the stamped picture',
      a: ours === 'a' ? own : other,
      b: ours === 'b' ? own : other,
      towards: isFrom ? { side: ours, sureness: 'inferred' } : null,
      shows: isFrom
        ? sided(`${seen} What bears that grain was made from the stamped file, or from a copy of it.`, ours)
        : seen,
      showsNot: isFrom
        ? 'It does not show who made it, or who changed the mark.'
        : 'It does not show who did it, or which was made from which.',
      ground: ['/stamp'],
    },
  ];
};
