import { fewNamed } from '@listing-lint/rules/kernel';
import { cameraName } from '@listing-lint/rules/metadata';
import type { PictureRecord } from '../record/picture-record.ts';
import { type ComparedPair, type ComparedPoint, listed, NAMES, otherSide, SIDES, type Side, sided } from './point.ts';

const COPIED = 'Such data can be copied from one file into another, and most programs drop it as they save.';

/** Which camera each names. */
export const cameraPoint = (compared: ComparedPair): ComparedPoint => {
  const { a, b, read } = compared;
  const head = {
    title: 'The camera, as stated',
    a: cameraWords(a),
    b: cameraWords(b),
    ground: ['/a/make', '/a/model', '/a/serial', '/b/make', '/b/model', '/b/serial'],
    towards: null,
  };
  const named = SIDES.filter((side) => compared[side].model !== null || compared[side].make !== null);
  const [one] = named;
  if (one === undefined) {
    return {
      ...head,
      code: 'camera.neither',
      shows: 'Neither file names a camera.',
      showsNot: `It says nothing of which was first. ${COPIED}`,
    };
  }
  if (named.length === 1) {
    return {
      ...head,
      code: `camera.only-${one}`,
      shows: sided('{this} names a camera; {that} does not.', one),
      showsNot: `It does not show that whoever has it took the picture. ${COPIED}`,
    };
  }
  const isSame = a.model === b.model && a.make === b.make;
  const shared = read.a.serials.some((serial) => read.b.serials.includes(serial));
  if (shared) {
    return {
      ...head,
      code: 'camera.same-device',
      shows: 'Both state a serial number that is the same (it is not printed here): they name the same body or lens.',
      showsNot: `It does not show whose that is, or that both pictures were taken with it. ${COPIED}`,
    };
  }
  if (isSame) {
    return {
      ...head,
      code: 'camera.same-model',
      shows: 'Both name the same model of camera.',
      showsNot: `It does not show that it was one and the same camera: many are made of a model. ${COPIED}`,
    };
  }
  return {
    ...head,
    code: 'camera.differ',
    shows: 'The two files name different cameras.',
    showsNot: `It does not show that both pictures were taken, or which statement is true. ${COPIED}`,
  };
};

const cameraWords = ({ make, model, serial }: PictureRecord): string => {
  const name = cameraName(make, model);
  return `${name === '' ? 'none named' : name}${serial === true ? ', with a serial number' : ''}`;
};

/** Least difference in what cameras write that is spoken of. */
const MANY_TRACES = 3;

/** How much of what a camera writes each still has. */
export const tracesPoint = ({ a, b }: ComparedPair): ComparedPoint => {
  const counts = { a: a.cameraTraces.length, b: b.cameraTraces.length };
  const words = ({ cameraTraces }: PictureRecord): string =>
    cameraTraces.length === 0 ? 'none' : listed(cameraTraces);
  const head = {
    title: 'What cameras write',
    a: words(a),
    b: words(b),
    ground: ['/a/cameraTraces', '/b/cameraTraces'],
  };
  const side: Side = counts.a >= counts.b ? 'a' : 'b';
  if (counts[side] - counts[otherSide(side)] >= MANY_TRACES) {
    return {
      ...head,
      code: `traces.${side}-more`,
      towards: { side, sureness: 'stated' },
      shows: sided(
        `{this} has ${counts[side]} of 7 things that cameras write into a file, {that} ${counts[otherSide(side)]}: as a file from a camera and a copy that was saved by a program do.`,
        side,
      ),
      showsNot: `It does not show that {that} was made from {this}, or who took it. ${COPIED}`
        .replaceAll('{this}', NAMES[side])
        .replaceAll('{that}', NAMES[otherSide(side)]),
    };
  }
  return {
    ...head,
    code: counts.a === 0 && counts.b === 0 ? 'traces.neither' : 'traces.alike',
    towards: null,
    shows:
      counts.a === 0 && counts.b === 0
        ? 'Neither has any of what cameras write into a file: neither is an unchanged file from a camera.'
        : 'Both have about as much of what cameras write into a file.',
    showsNot: `It says nothing of which was first. ${COPIED}`,
  };
};

/** Which programs each names. */
export const editingPoint = (compared: ComparedPair): ComparedPoint => {
  const { a, b } = compared;
  const words = ({ editors }: PictureRecord): string => (editors.length === 0 ? 'none named' : listed(editors));
  const named = SIDES.filter((side) => compared[side].editors.length > 0);
  const head = {
    title: 'Editing programs',
    a: words(a),
    b: words(b),
    towards: null,
    ground: ['/a/editors', '/b/editors'],
  };
  const limitation = 'Photographers edit their own pictures, too; and a program need not leave its name.';
  const [one] = named;
  if (one === undefined) {
    return {
      ...head,
      code: 'editing.neither',
      shows: 'Neither file names a program that edits pictures.',
      showsNot: `It does not show that neither was edited. ${limitation}`,
    };
  }
  return {
    ...head,
    code: named.length === 2 ? 'editing.both' : `editing.only-${one}`,
    shows:
      named.length === 2
        ? 'Both files name a program that edits pictures.'
        : sided('{this} names a program that edits pictures; {that} does not.', one),
    showsNot: `It does not show what was changed, or which was first. ${limitation}`,
  };
};

const NOT_RIGHTS =
  'Such a line is a claim, which anyone can write into any file, and which most programs drop; it is no proof of ownership.';

/** The persons that each names as its author or owner. */
export const rightsPoint = (compared: ComparedPair): ComparedPoint => {
  const { a, b } = compared;
  const names = { a: namesIn(a), b: namesIn(b) };
  const words = (side: Side): string =>
    names[side].length === 0 ? 'nobody named' : names[side].map((name) => `“${name}”`).join(', ');
  const head = {
    title: 'Rights, as stated',
    a: words('a'),
    b: words('b'),
    towards: null,
    ground: ['/a/rights', '/b/rights'],
    showsNot: NOT_RIGHTS,
  };
  const named = SIDES.filter((side) => names[side].length > 0);
  const [one] = named;
  if (one === undefined) return { ...head, code: 'rights.neither', shows: 'Neither file names a creator or an owner.' };
  if (named.length === 1) {
    return {
      ...head,
      code: `rights.only-${one}`,
      shows: sided('{this} names a creator or an owner; {that} names none.', one),
    };
  }
  const shared = names.a.filter((name) => names.b.some((other) => sameName(name, other)));
  if (shared.length > 0) {
    return {
      ...head,
      code: 'rights.shared',
      shows: `Both name ${shared.map((name) => `“${name}”`).join(', ')}. If that is neither of the two parties, both may have the picture from there.`,
    };
  }
  return { ...head, code: 'rights.differ', shows: 'The two files name different creators or owners.' };
};

const MOST_NAMES = 8;

const namesIn = ({ rights: { notices, creators, owners, credits } }: PictureRecord): readonly string[] =>
  [
    ...new Map(
      [...creators, ...owners, ...credits, ...notices].map(
        ({ value }) => [value.trim().toLowerCase(), value.trim()] as const,
      ),
    ).values(),
  ].slice(0, MOST_NAMES);

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether the XMP of one names the other. */
export const documentsPoint = ({ a, b }: ComparedPair): ComparedPoint => {
  const head = {
    title: 'Identifiers of documents (XMP)',
    a: idWords(a),
    b: idWords(b),
    ground: ['/a/documents', '/b/documents'],
  };
  const showsNot = `It does not show who made either. Identifiers are text: whoever has a file can copy them into another. ${COPIED}`;
  const names = { a: namedFrom(a, b), b: namedFrom(b, a) };
  const side: Side | undefined = names.a === names.b ? undefined : names.a ? 'a' : 'b';
  if (side !== undefined) {
    return {
      ...head,
      code: `documents.${side}-from-${otherSide(side)}`,
      towards: { side: otherSide(side), sureness: 'stated' },
      shows: sided('The XMP of {this} names {that} as what it was made from.', side),
      showsNot,
    };
  }
  const ids = { a: ownIds(a), b: ownIds(b) };
  if (ids.a.some((id) => ids.b.includes(id))) {
    return {
      ...head,
      code: 'documents.shared',
      towards: null,
      shows: 'The XMP of both names the same document: programs write that into a file and into what is saved from it.',
      showsNot: `It does not show which was first. ${showsNot}`,
    };
  }
  const isSilent = ids.a.length === 0 || ids.b.length === 0;
  return {
    ...head,
    code: isSilent ? 'documents.not-stated' : 'documents.differ',
    towards: null,
    shows: isSilent ? 'At least one of the files names no document.' : 'The files name different documents.',
    showsNot: `It does not show that they are unrelated. ${COPIED}`,
  };
};

const ownIds = ({ documents: { document, instance, original } }: PictureRecord): readonly string[] =>
  [document, instance, original].filter((id) => id !== null);

/** Whether the one says that it was made from the other itself. */
const namedFrom = ({ documents }: PictureRecord, other: PictureRecord): boolean =>
  [other.documents.document, other.documents.instance].some(
    (id) =>
      id !== null &&
      documents.document !== id &&
      documents.instance !== id &&
      (documents.from.includes(id) || (documents.original === id && other.documents.document === id)),
  );

const idWords = ({ documents: { document, original, from } }: PictureRecord): string => {
  const parts = [
    ...(document === null ? [] : [`document ${document}`]),
    ...(original === null ? [] : [`began as ${original}`]),
    ...(from.length === 0 ? [] : [`made from ${fewNamed(from, 1)}`]),
  ];
  return parts.length === 0 ? 'none stated' : parts.join('; ');
};
