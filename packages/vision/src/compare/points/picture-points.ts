import type { Form } from '@listing-lint/rules/hash';
import { type ComparedPair, type ComparedPoint, NAMES, otherSide, percentOf, type Side, sided } from './point.ts';

/** What has to be done to B for it to lie as A does. */
const TURN_WORDS: { readonly [form in Form]: string } = {
  identity: '',
  rotate90: 'turned by 90° clockwise',
  rotate180: 'turned upside down',
  rotate270: 'turned by 90° counter-clockwise',
  mirror: 'mirrored left to right',
  flip: 'mirrored top to bottom',
  transpose: 'mirrored, and turned by 90° counter-clockwise',
  transverse: 'mirrored, and turned by 90° clockwise',
};

const onceTurned = (form: Form | null): string => {
  const words = form === null ? '' : TURN_WORDS[form];
  return words === '' ? '' : `, once B is ${words}`;
};

/** Whether they are one file, or hold the same picture data. */
export const filePoint = ({ a, b, picture }: ComparedPair): ComparedPoint => {
  const said = {
    title: 'The files',
    a: `${a.format.toUpperCase()}, ${a.bytes.toLocaleString('en-US')} bytes, SHA-256 ${a.sha256.slice(0, 12)}…`,
    b: `${b.format.toUpperCase()}, ${b.bytes.toLocaleString('en-US')} bytes, SHA-256 ${b.sha256.slice(0, 12)}…`,
    towards: null,
  };
  if (a.sha256 === b.sha256) {
    return {
      ...said,
      code: 'file.identical',
      shows: 'A and B are the same file, byte for byte: one is a copy of the other, or both are copies of one file.',
      showsNot: 'Nothing within them shows which copy was there first, or who made the picture.',
      ground: ['/a/sha256', '/b/sha256'],
    };
  }
  if (picture.evidence === 'same-data') {
    return {
      ...said,
      code: 'file.same-picture-data',
      shows:
        'The compressed picture in A and B is the same, byte for byte; only their metadata differs. One was copied from the other, or both from one file, without the picture being saved anew.',
      showsNot: 'It does not show which was there first: metadata can be written anew.',
      ground: ['/a/imageData', '/b/imageData', '/a/sha256', '/b/sha256'],
    };
  }
  return {
    ...said,
    code: 'file.different',
    shows: 'A and B are different files.',
    showsNot: 'Files that differ may still show the same picture: saving it anew changes every byte.',
    ground: ['/a/sha256', '/b/sha256'],
  };
};

const HASHES = ['/picture/verdict', '/picture/distance', '/picture/turn'];
const COMMON = [
  '/picture/common/a',
  '/picture/common/b',
  '/picture/common/agreeingBlocks',
  '/picture/common/detailedBlocks',
];

/** Whether they show the same. */
/** The grain of a stamped picture may show what likeness does not. */
const limitation = ({ stamp }: ComparedPair): string =>
  stamp?.mark.isOfStamped === true
    ? 'By itself it does not show which was made from which: the grain of the stamped picture does, below. It does not show who took it.'
    : 'It does not show which was made from which, whether both were made from a third, or who took it.';

export const picturePoint = (compared: ComparedPair): ComparedPoint => {
  const { a, b, picture } = compared;
  const said = { title: 'What they show', a: sizeOf(a), b: sizeOf(b), towards: null };
  const { verdict, common, distance } = picture;
  if (verdict === 'unknown') {
    const ground = ([...(['a', 'b'] as const)] as Side[]).filter((side) => compared[side].problem !== null);
    return {
      ...said,
      code: 'picture.unknown',
      shows: `Nothing: ${ground.map((side) => `the pixels of ${NAMES[side]} could not be compared (${compared[side].problem})`).join('; ')}.`,
      showsNot: 'Whether A and B show the same is open.',
      ground: ['/picture/verdict', ...ground.map((side) => `/${side}/problem`)],
    };
  }
  const [alike, blocks] = [hashWords(distance), common === null ? '' : blockWords(common)];
  if (verdict === 'duplicate') {
    return {
      ...said,
      code: 'picture.same',
      shows: `A and B look the same${onceTurned(picture.turn)}: ${[alike, blocks].filter((part) => part !== '').join('; ')}.`,
      showsNot: `${limitation(compared)} Two shots of one scene from one place can look as much alike.`,
      ground: [...HASHES, ...(common === null ? [] : COMMON)],
    };
  }
  if (common !== null) {
    return {
      ...said,
      code: 'picture.part',
      shows: `A part of A and a part of B look the same${onceTurned(common.turn)}: ${percentOf(share(common.a))} of A's area and ${percentOf(share(common.b))} of B's; ${blocks}.`,
      showsNot: limitation(compared),
      ground: [...COMMON, '/picture/common/turn', '/picture/verdict'],
    };
  }
  if (verdict === 'none') {
    return {
      ...said,
      code: 'picture.not-found',
      shows: 'The comparison found no part of A in B, nor of B in A.',
      showsNot:
        'It does not show that there is none: a copy that was retouched, slanted or drawn over heavily is not found, nor one of less than about a third.',
      ground: ['/picture/verdict', '/picture/common'],
    };
  }
  if (verdict === 'undecided') {
    return {
      ...said,
      code: 'picture.plain',
      shows: 'A and B are both so plain, and of such similar colours, that they cannot be distinguished.',
      showsNot: 'It shows nothing of whether one was made from the other.',
      ground: ['/picture/verdict', '/picture/evidence'],
    };
  }
  const isVariant = verdict === 'variant';
  return {
    ...said,
    code: isVariant ? 'picture.variant' : 'picture.suspect',
    shows: isVariant
      ? `A and B have similar shapes in other colours or with other details${onceTurned(picture.turn)}: ${alike}.`
      : `A and B are somewhat alike${onceTurned(picture.turn)}: ${alike}. A person has to look at both.`,
    showsNot: 'It does not show that one was made from the other: products made from one template look like this, too.',
    ground: [...HASHES, '/picture/recoloured'],
  };
};

const share = ({ left, top, right, bottom }: NonNullable<ComparedPair['picture']['common']>['a']): number =>
  (right - left) * (bottom - top);
const sizeOf = ({ width, height }: ComparedPair['a']): string =>
  width === null || height === null ? 'size unknown' : `${width} × ${height} px`;
const hashWords = (distance: number | null): string =>
  distance === null ? '' : `their perceptual hashes differ in ${distance} of 256 bits`;
const blockWords = ({ agreeingBlocks, detailedBlocks }: NonNullable<ComparedPair['picture']['common']>): string =>
  `aligned, ${agreeingBlocks} of ${detailedBlocks} blocks with detail agree`;

/** Least share of a picture beyond the common part that is spoken of. */
const NOTED = 0.03;

/** Which of the two shows more of the scene. A crop cannot contain more than what it was cropped from. */
export const extentPoint = ({ picture: { common } }: ComparedPair): readonly ComparedPoint[] => {
  if (common === null) return [];
  const beyond = { a: common.aBeyond, b: common.bBeyond };
  const beyondWords = (side: Side): string =>
    beyond[side].share < NOTED
      ? `nothing more than ${NAMES[otherSide(side)]}`
      : `${percentOf(beyond[side].share)} of it is outside of what ${NAMES[otherSide(side)]} shows${beyond[side].isPlain ? ', and is plain' : ''}`;
  const said = { title: 'How much of the scene', a: beyondWords('a'), b: beyondWords('b') };
  const ground = ['/picture/common/a', '/picture/common/b', '/picture/common/aBeyond', '/picture/common/bBeyond'];
  const more = (['a', 'b'] as const).filter((side) => beyond[side].share >= NOTED);
  const real = more.filter((side) => !beyond[side].isPlain);
  const [one] = real;
  if (one !== undefined && real.length === 2) {
    return [
      {
        ...said,
        code: 'extent.both-more',
        towards: null,
        shows:
          'Each shows something that the other does not. Neither was made by cropping the other alone; both may be crops of a third picture that shows more than either.',
        showsNot: 'It does not show which of them is older, and content can be painted or generated around a picture.',
        ground,
      },
    ];
  }
  if (one !== undefined) {
    return [
      {
        ...said,
        code: `extent.${one}-more`,
        towards: { side: one, sureness: 'inferred' },
        shows: sided(
          `{this} shows ${percentOf(beyond[one].share)} of its area that is not in {that}. A crop cannot contain more than what it was cropped from: {this} was not made by cropping {that}; {that} can have been made by cropping {this}, or something that shows as much as {this}.`,
          one,
        ),
        showsNot: sided(
          'It does not show that {that} was made from {this}: both may come from a third picture. Content can be painted or generated around a picture.',
          one,
        ),
        ground,
      },
    ];
  }
  if (more.length > 0) {
    return [
      {
        ...said,
        code: 'extent.plain-border',
        towards: null,
        shows: `They show the same content; beyond it ${more.map((side) => NAMES[side]).join(' and ')} shows only a plain area.`,
        showsNot: 'It says nothing of which was first: a plain border can be added and cut off by anyone.',
        ground,
      },
    ];
  }
  return [
    {
      ...said,
      code: 'extent.same',
      towards: null,
      shows: 'Both show the same part of the scene, within some 3 % of the area.',
      showsNot: 'It says nothing of which was first.',
      ground,
    },
  ];
};

/** Ratio of sizes from which one is larger. */
const LARGER = 1.05;

/** At how many pixels each shows what both show. */
export const resolutionPoint = ({ a, b, picture: { common, turn } }: ComparedPair): readonly ComparedPoint[] => {
  const sizes = { a: pixelsOfCommon(a, common?.a), b: pixelsOfCommon(b, common?.b) };
  if (sizes.a === null || sizes.b === null || (common === null && turn === null)) return [];
  const ratio = Math.sqrt((sizes.a[0] * sizes.a[1]) / (sizes.b[0] * sizes.b[1]));
  const words = ([width, height]: readonly [number, number]): string =>
    `${width} × ${height} px${common === null ? '' : ' of what both show'}`;
  const said = { title: 'At which size', a: words(sizes.a), b: words(sizes.b), towards: null };
  const ground = [
    '/a/width',
    '/a/height',
    '/b/width',
    '/b/height',
    ...(common === null ? [] : ['/picture/common/a', '/picture/common/b']),
  ];
  if (ratio < LARGER && ratio > 1 / LARGER) {
    return [
      {
        ...said,
        code: 'size.same',
        shows: 'Both show what they have in common at about the same number of pixels.',
        showsNot: 'It says nothing of which was first.',
        ground,
      },
    ];
  }
  const side: Side = ratio > 1 ? 'a' : 'b';
  return [
    {
      ...said,
      code: `size.${side}-larger`,
      shows: sided(
        `{this} shows what both have in common at ${(ratio > 1 ? ratio : 1 / ratio).toFixed(1)} times the width and height of {that}. {that} can be made from {this} by reducing it.`,
        side,
      ),
      showsNot:
        'By itself it says nothing of which was first: a small picture can be enlarged to any number of pixels.',
      ground,
    },
  ];
};

const pixelsOfCommon = (
  { width, height }: ComparedPair['a'],
  edges: NonNullable<ComparedPair['picture']['common']>['a'] | undefined,
): readonly [number, number] | null => {
  if (width === null || height === null) return null;
  const { left, top, right, bottom } = edges ?? { left: 0, top: 0, right: 1, bottom: 1 };
  return [Math.max(1, Math.round((right - left) * width)), Math.max(1, Math.round((bottom - top) * height))];
};

/** Where one has something that the other has not, within the part that both show. */
export const differencePoint = ({ picture: { common } }: ComparedPair): readonly ComparedPoint[] => {
  if (common === null || common.differing.length === 0) return [];
  const places = common.differing.length;
  return [
    {
      title: 'Differences within',
      code: 'content.differs-in-part',
      a: `${places} of 64 blocks differ`,
      b: `${places} of 64 blocks differ`,
      towards: null,
      shows: `In ${places} of 64 blocks of the common part A and B do not agree: something was added, taken out or changed there in one of them, or fine detail was lost.`,
      showsNot: 'It does not show in which of the two.',
      ground: ['/picture/common/differing'],
    },
  ];
};
