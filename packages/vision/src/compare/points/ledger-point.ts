import type { PictureRecord } from '../record/picture-record.ts';
import { type ComparedPair, type ComparedPoint, listed, NAMES, otherSide, SIDES, type Side, sided } from './point.ts';
import { timeWords } from './time-points.ts';

const NOT_AUTHOR =
  'That a file was there at a time is no proof of who made the picture, and what is not in this ledger may lie in another drawer.';

/** Which of them is in the ledger of the config, and since when somebody else vouches for that. */
export const ledgerPoint = (compared: ComparedPair): ComparedPoint => {
  const { a, b } = compared;
  const head = {
    title: 'The ledger of the config',
    a: ledgerWords(a),
    b: ledgerWords(b),
    ground: ['/a/ledger', '/b/ledger'],
    showsNot: NOT_AUTHOR,
  };
  if (a.ledger === null || b.ledger === null) {
    return {
      ...head,
      code: 'ledger.not-looked-at',
      towards: null,
      shows: 'Nothing: no ledger was read, as no config names one (provenance).',
      showsNot: 'Whether one of them was archived is open.',
    };
  }
  const [fault] = a.ledger.faults;
  if (fault !== undefined) {
    return {
      ...head,
      code: 'ledger.damaged',
      towards: null,
      shows: `Nothing: the ledger is not as it was written (${a.ledger.faultCount === 1 ? fault : `${a.ledger.faultCount} faults, the first: ${fault}`}), and is no ground for anything until \`listing-lint ledger verify\` says that it is in order.`,
      showsNot:
        'Whether one of them was archived, and when, is open. That a ledger is damaged does not show who damaged it, or that anybody meant to.',
      ground: ['/a/ledger/faults'],
    };
  }
  const archived = SIDES.filter((side) => compared[side].ledger?.entry != null);
  const [one] = archived;
  if (one === undefined) {
    return { ...head, code: 'ledger.neither', towards: null, shows: 'Neither file is in the ledger.' };
  }
  if (archived.length === 2) return { ...head, ...bothArchived(compared) };
  const time = compared[one].ledger?.sealedTrusted ?? null;
  return {
    ...head,
    code: time === null ? `ledger.only-${one}` : `ledger.only-${one}-sealed`,
    towards: { side: one, sureness: time === null ? 'stated' : 'attested' },
    shows:
      time === null
        ? sided(`{this} is in the ledger; {that} is not. ${unsealed(compared[one])}`, one)
        : sided(
            `{this} is in the ledger; {that} is not. ${attested(compared[one], one, time)}${laterStated(compared, one, time)}`,
            one,
          ),
    ground: [...head.ground, ...(time === null ? [] : capturePointer(compared, otherSide(one)))],
  };
};

const bothArchived = (compared: ComparedPair): Pick<ComparedPoint, 'code' | 'towards' | 'shows'> => {
  const times = { a: compared.a.ledger?.sealedTrusted ?? null, b: compared.b.ledger?.sealedTrusted ?? null };
  if (compared.a.ledger?.entry === compared.b.ledger?.entry) {
    return {
      code: 'ledger.one-entry',
      towards: null,
      shows: 'One entry of the ledger is of both: they hold the same picture data.',
    };
  }
  if (times.a === null || times.b === null || times.a === times.b) {
    return {
      code: 'ledger.both',
      towards: null,
      shows: `Both are in the ledger. ${SIDES.map((side) => (times[side] === null ? `Of ${NAMES[side]}: ${unsealed(compared[side])}` : attested(compared[side], side, times[side]))).join(' ')}`,
    };
  }
  const side: Side = times.a < times.b ? 'a' : 'b';
  return {
    code: `ledger.${side}-sealed-earlier`,
    towards: { side, sureness: 'attested' },
    shows: `Both are in the ledger. ${SIDES.map((each) => attested(compared[each], each, times[each] ?? '')).join(' ')}`,
  };
};

const what = ({ ledger }: PictureRecord): string =>
  ledger?.by === 'picture-data' ? 'the same picture data, with other metadata,' : 'this very file';

const attested = (record: PictureRecord, side: Side, time: string): string =>
  `A time-stamp authority that you trust has signed that the entry of ${NAMES[side]}, which names ${what(record)} by its SHA-256, was there at ${timeWords(time)}.`;

const unsealed = ({ ledger }: PictureRecord): string =>
  ledger?.sealedStated != null
    ? `Its seal states ${timeWords(ledger.sealedStated)}, but no given root vouches for that.`
    : `Its entry says that it was written at ${timeWords(ledger?.at ?? '')}, by the clock of who wrote it; it is not sealed.`;

const captureIndex = ({ times }: PictureRecord): number => times.findIndex(({ kind }) => kind === 'captured');

const capturePointer = (compared: ComparedPair, side: Side): readonly string[] => {
  const index = captureIndex(compared[side]);
  return index < 0 ? [] : [`/${side}/times/${index}`];
};

/** Hours that a time without a zone may be off. */
const UNZONED_HOURS = 14;

/** That the other one states a capture after the time of the seal, beyond what zones can explain. */
const laterStated = (compared: ComparedPair, side: Side, time: string): string => {
  const other = otherSide(side);
  const stated = compared[other].times[captureIndex(compared[other])]?.value;
  if (stated === undefined) return '';
  const isZoned = /(?:Z|[+-]\d\d:\d\d)$/.test(stated);
  const earliest = Date.parse(isZoned ? stated : `${stated}Z`) - (isZoned ? 0 : UNZONED_HOURS * 3_600_000);
  return earliest > Date.parse(time)
    ? ` ${NAMES[other]} itself states that it was taken after that, at ${timeWords(stated)}.`
    : '';
};

const ledgerWords = ({ ledger }: PictureRecord): string => {
  if (ledger === null) return 'not read';
  if (ledger.faultCount > 0) return 'open';
  if (ledger.entry === null) return 'not in it';
  const sealed = ledger.sealedTrusted ?? ledger.sealedStated;
  const parts = [
    `${ledger.stage} ${ledger.path}`,
    `entry ${ledger.entry.slice(0, 12)}…`,
    sealed === null
      ? 'not sealed'
      : `sealed ${timeWords(sealed)}${ledger.sealedTrusted === null ? ', no root vouches for it' : ''}`,
    ...(ledger.documents.length === 0 ? [] : [`papers: ${listed(ledger.documents)}`]),
  ];
  return parts.join(', ');
};
