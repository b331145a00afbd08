import { fewNamed } from '@listing-lint/rules/kernel';
import type { CredentialRecord, PictureRecord } from '../record/picture-record.ts';
import { type ComparedPair, type ComparedPoint, listed, otherSide, SIDES, type Side, sided } from './point.ts';
import { timeWords } from './time-points.ts';

const NOT_RIGHTS =
  'That a manifest holds shows that a file is byte for byte what the holder of a certificate signed. It does not show that what was signed is so, or who holds the rights; and most programs and shops drop manifests as they save.';

type Said = Pick<ComparedPoint, 'code' | 'towards' | 'shows'>;

/** What Content Credentials (C2PA) each carries, whether they hold for it, and whether those of one name the other. */
export const credentialsPoint = (compared: Pick<ComparedPair, Side>): ComparedPoint => ({
  title: 'Content Credentials (C2PA)',
  a: credentialWords(compared.a),
  b: credentialWords(compared.b),
  ground: ['/a/credentials', '/b/credentials'],
  showsNot: NOT_RIGHTS,
  ...said(compared.a.credentials, compared.b.credentials),
});

const said = (a: CredentialRecord | null, b: CredentialRecord | null): Said => {
  if (a === null || b === null) return { code: 'credentials.not-looked-at', towards: null, shows: 'Nothing.' };
  const both = { a, b };
  const unclear = SIDES.find((side) => both[side].present === null);
  if (unclear !== undefined) {
    return {
      code: 'credentials.open',
      towards: null,
      shows: sided('Whether {this} carries a manifest is unknown: a block of it was not understood.', unclear),
    };
  }
  const [one, ...more] = SIDES.filter((side) => both[side].present === true);
  if (one === undefined) {
    return { code: 'credentials.neither', towards: null, shows: 'Neither file carries a manifest.' };
  }
  return more.length === 0 ? onlyOne(both[one], one) : twoManifests(both);
};

/** A manifest that holds in all its parts. */
const holds = ({ state, faults }: CredentialRecord): boolean =>
  (state === 'trusted' || state === 'valid') && faults?.length === 0;

/** A signer whom a published list names is a third party; any other may be one of the two. */
const surenessOf = (...those: readonly CredentialRecord[]): 'attested' | 'stated' =>
  those.every((each) => each.onPublishedList && each.state === 'trusted') ? 'attested' : 'stated';

const onlyOne = (record: CredentialRecord, side: Side): Said => {
  const isCapture = holds(record) && record.sourceTypes.includes('digitalCapture');
  const capture = isCapture ? ' and states that the picture was captured by a camera' : '';
  return {
    code: `credentials.only-${side}`,
    towards: isCapture ? { side, sureness: surenessOf(record) } : null,
    shows: sided(
      `{this} carries a manifest; {that} does not. ${stateWords(record, 'That of {this}')}${capture}.`,
      side,
    ),
  };
};

const twoManifests = (both: { readonly [side in Side]: CredentialRecord }): Said => {
  const torn = SIDES.find((side) => both[side].active === null);
  if (torn !== undefined) {
    return {
      code: 'credentials.both',
      towards: null,
      shows: sided('Both carry a manifest; that of {this} cannot be read, so that their relation is unknown.', torn),
    };
  }
  const activeOf = (side: Side): readonly string[] => both[side].active ?? [];
  const names = (side: Side, other: Side): boolean =>
    (both[side].manifests ?? []).some((label) => activeOf(other).includes(label));
  if (activeOf('a').some((label) => activeOf('b').includes(label))) return sameManifest(both);
  const standings = SIDES.map((side) => `${stateWords(both[side], `That of ${side.toUpperCase()}`)}.`).join(' ');
  const later = SIDES.find((side) => names(side, otherSide(side)));
  if (later === undefined || names(otherSide(later), later)) {
    return {
      code: 'credentials.both',
      towards: null,
      shows: `Both carry a manifest, and neither names that of the other as what it was made from. ${standings}`,
    };
  }
  const source = otherSide(later);
  const areSound = holds(both.a) && holds(both.b);
  return {
    code: `credentials.${later}-from-${source}`,
    towards: areSound ? { side: source, sureness: surenessOf(both.a, both.b) } : null,
    shows: `${sided('The manifest of {this} has that of {that} among those of what it was made from.', later)} ${standings}`,
  };
};

const sameManifest = (both: { readonly [side in Side]: CredentialRecord }): Said => {
  const [one, ...more] = SIDES.filter((side) => holds(both[side]));
  if (one === undefined || more.length > 0) {
    const which = one === undefined ? 'It may hold for neither' : 'It holds for both';
    return { code: 'credentials.same', towards: null, shows: `Both carry one and the same manifest. ${which}.` };
  }
  const other = otherSide(one);
  const isOther = both[other].state === 'invalid' || (both[other].faults?.length ?? 0) > 0;
  const rest = isOther
    ? `it does not for {that} (${codesOf(both[other])}): {that} is not the file that was signed`
    : 'whether it does for {that} could not be checked';
  return {
    code: 'credentials.same',
    towards: isOther ? { side: one, sureness: surenessOf(both[one]) } : null,
    shows: sided(`Both carry one and the same manifest. It holds for {this}; ${rest}.`, one),
  };
};

const MOST_LISTED = 6;
const some = (values: readonly string[]): string =>
  values.length > MOST_LISTED ? fewNamed(values, MOST_LISTED) : listed(values);

const codesOf = ({ faults, state }: CredentialRecord): string =>
  faults === null || faults.length === 0 ? `state ${state}` : some(faults);

const stateWords = (record: CredentialRecord, what: string): string => {
  if (record.state === null) return `${what} could not be checked`;
  if (!holds(record)) return `${what} does not hold: ${codesOf(record)}`;
  const by = record.signer === null ? '' : ` by ${record.signer}`;
  const [list] = record.trustedBy;
  return `${what} holds, signed${by}, for whom ${list === undefined ? 'none of the anchors vouches' : `${list} vouches`}`;
};

const credentialWords = ({ credentials }: PictureRecord): string => {
  if (credentials === null) return 'not looked at';
  const { present, remote, reason, signedAt, generator, actions, ingredients, sourceTypes } = credentials;
  const elsewhere = remote === null ? [] : [`XMP names one at ${remote}, which is not requested`];
  if (present === null) return [`unknown: ${reason}`, ...elsewhere].join('; ');
  if (!present) return ['none', ...elsewhere].join('; ');
  const parts = [
    credentials.state === null ? `one that could not be checked: ${reason}` : stateWords(credentials, 'it'),
    ...(signedAt === null ? [] : [`with a time stamp of ${timeWords(signedAt)}`]),
    ...(generator === null ? [] : [`claim by ${generator}`]),
    ...(actions.length === 0 ? [] : [`actions: ${some(actions)}`]),
    ...(sourceTypes.length === 0 ? [] : [`source type: ${some(sourceTypes)}`]),
    ...(ingredients.length === 0
      ? []
      : [`made from: ${some(ingredients.map(({ title, relationship }) => `“${title}” (${relationship})`))}`]),
    ...elsewhere,
  ];
  return parts.join('; ');
};
