import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { settingsOf } from '../../settings.ts';
import type { CarrierKind } from '../carriers/carrier.ts';
import { hasRightsTags } from '../carriers/maker-note.ts';
import { cleanText } from '../reading/clean-text.ts';
import type { Metadata } from '../reading/metadata.ts';
import { fileStatements, type Statement } from '../reading/statements.ts';
import { refuseUnseen, unreadIn } from '../reading/unseen.ts';
import { claimsRights, claimsRightsInBytes, creditsCreator, namesOwner } from './rights.ts';

/** The rights statements of a file, and their fields by priority (MWG 2.0; IPTC 2025.1; PLUS 2.0). */
const FIELDS = {
  notice: [
    ['exif', /:Copyright$/],
    ['iptc', /^CopyrightNotice$/],
    ['xmp', /^(?:dc:rights|(?:tiff|photoshop|exif|pdf|xmpDM|Iptc4xmpCore):copyright(?:Notice)?|dcterms:rights)$/i],
    ['text', /^(?:(?:\w+:)?Copyright|ICOP)$/i],
    ['c2pa', /(?:^|\/|:)(?:dc:rights|copyright(?:Notice)?)$/i],
  ],
  creator: [
    ['exif', /:(?:Artist|XPAuthor|Photographer)$/],
    ['iptc', /^By-line$/],
    ['xmp', /^(?:dc:creator|tiff:Artist|exifEX:Photographer|photoshop:Author)$/],
    ['text', /^(?:(?:\w+:)?(?:Author|Artist|Creator)|IART)$/i],
    ['c2pa', /(?:^|\/)(?:author|creator)\/name$|(?:^|\/)dc:creator$/i],
  ],
  owner: [
    [
      'xmp',
      /^plus:CopyrightOwner\/plus:CopyrightOwnerName$|^xmpRights:Owner$|^dcterms:rightsHolder$|^cc:attributionName$/,
    ],
    ['c2pa', /(?:^|\/)(?:copyrightHolder|copyrightOwner)(?:\/name)?$/i],
  ],
  credit: [
    ['iptc', /^Credit$/],
    ['xmp', /^photoshop:Credit$/],
    ['c2pa', /(?:^|\/)(?:photoshop:Credit|creditText)$/i],
  ],
  marked: [
    ['xmp', /^xmpRights:Marked$/],
    ['photoshop', /^copyright flag$/],
  ],
  usageTerms: [['xmp', /^xmpRights:UsageTerms$/]],
  webStatement: [
    ['xmp', /^xmpRights:WebStatement$/],
    ['photoshop', /^address of the rights$/],
  ],
  licensor: [['xmp', /^plus:Licensor\/plus:Licensor(?:URL|Name)$/]],
  licence: [['xmp', /^cc:license$|^xmpRights:Certificate$|^dcterms:license$/]],
  dataMining: [['xmp', /^plus:DataMining$|^tdm:/]],
} as const satisfies Readonly<Record<string, readonly (readonly [Statement['source'], RegExp])[]>>;

/** In which these lie. */
const CARRIERS: readonly CarrierKind[] = ['exif', 'iptc', 'xmp', 'text', 'rights'];

type Field = keyof typeof FIELDS;

const said = z.array(z.object({ value: z.string(), source: z.string() }));
const list = (title: string) =>
  said.meta({ title, description: 'Each value with the field and the carrier that says it.' });

export const rightsSchema = z.object({
  copyright: z.string().nullable().meta({ title: 'copyright line' }),
  expected: z.string().nullable().meta({ title: 'copyright line of the config' }),
  contradicts: z.boolean().meta({ title: 'another owner in a copyright line' }),
  creator: z.string().nullable(),
  notices: list('copyright lines'),
  creators: list('creators'),
  owners: list('copyright owners'),
  credits: list('credit lines'),
  marked: z
    .boolean()
    .nullable()
    .meta({ title: 'marked as under copyright', description: 'Null where nothing says so, or both.' }),
  usageTerms: list('terms of use'),
  webStatements: list('addresses of a statement of rights'),
  licensors: list('licensors'),
  licences: list('licences'),
  dataMining: z.string().nullable().meta({
    title: 'what is said of data mining',
    description: 'The last part of the PLUS term, or the TDM reservation.',
  }),
  miningReserved: z.boolean().meta({ title: 'reservation of data mining' }),
  disagreements: z.array(z.string()).meta({ title: 'disagreements between sources' }),
});
export type RightsFact = z.infer<typeof rightsSchema>;

const MAX_VALUES = 20;

/** The rights that the file's own carriers state (not those of thumbnails in it), each with its source, and where they disagree. */
export const rightsOf = (
  statements: readonly Statement[],
  brand: { readonly copyright: string | null; readonly creator: string | null },
): RightsFact => {
  const of = (field: Field) => saidIn(statements, FIELDS[field]);
  const [notices, creators, owners, marks] = [of('notice'), of('creator'), of('owner'), of('marked')];
  const [usageTerms, licences, mining] = [of('usageTerms'), of('licence'), of('dataMining')];
  const dataMining = mining[0]?.value ?? null;
  const foreign = notices.filter(({ value }) => brand.copyright !== null && !namesOwner(value, brand.copyright));
  return {
    copyright: notices[0]?.value ?? null,
    expected: brand.copyright,
    contradicts: foreign.length > 0,
    creator: creators[0]?.value ?? null,
    notices,
    creators,
    owners,
    credits: of('credit'),
    marked: agreed(marks.map(({ value }) => /^true$/i.test(value))),
    usageTerms,
    webStatements: of('webStatement'),
    licensors: of('licensor'),
    licences,
    dataMining: dataMining === null ? null : (dataMining.split('/').at(-1) ?? dataMining),
    miningReserved: mining.some(
      ({ value, source }) => RESERVED.test(value) || (/^tdm:\S*reservation/i.test(source) && value === '1'),
    ),
    disagreements: [
      ...(brand.copyright === null
        ? []
        : foreign.map(({ value, source }) => `${source} says “${value}”, the config “${brand.copyright}”`)),
      ...disagreement('copyright line', notices),
      ...disagreement('creator', creators),
      ...contradictions(marks, notices, licences, usageTerms),
    ].slice(0, MAX_VALUES),
  };
};

/** PLUS: prohibited in general, or for training. `DMI-ALLOWED` and `DMI-UNSPECIFIED` reserve nothing. */
const RESERVED = /DMI-PROHIBITED/i;
/** Terms by which an owner gives up his rights. */
const PUBLIC_DOMAIN = /\bcc0\b|public ?domain|publicdomain\/(?:zero|mark)/i;

type Said = z.infer<typeof said>;

type Fields = readonly (readonly [Statement['source'], RegExp])[];

const saidIn = (statements: readonly Statement[], fields: Fields): Said =>
  allSaidIn(statements, fields).slice(0, MAX_VALUES);

const allSaidIn = (statements: readonly Statement[], fields: Fields): Said =>
  fields
    .flatMap(([source, name]) =>
      statements.filter((each) => each.depth === 0 && each.source === source && name.test(each.name)),
    )
    .flatMap(({ value, name, place }) => {
      const clean = cleanText(value);
      return clean === null ? [] : [{ value: clean, source: cleanText(`${name} in ${place}`) ?? '' }];
    })
    .filter(
      (each, i, all) => all.findIndex(({ value, source }) => value === each.value && source === each.source) === i,
    );

const agreed = (values: readonly boolean[]): boolean | null => {
  const [first] = values;
  return first === undefined || values.some((value) => value !== first) ? null : first;
};

/** Two carriers that name different people for the same thing. A line that goes on where the other is cut says the same. */
const disagreement = (what: string, values: Said): string[] => {
  const [first, ...rest] = values;
  const other = first && rest.find(({ value, source }) => source !== first.source && !saysTheSame(value, first.value));
  return first === undefined || other === undefined
    ? []
    : [`the ${what} is “${first.value}” (${first.source}) and “${other.value}” (${other.source})`];
};

/** IPTC-IIM keeps 32 characters of a creator, 128 of a notice; several creators stand in one EXIF tag with semicolons. */
const saysTheSame = (a: string, b: string): boolean => {
  const [one, two] = [normal(a), normal(b)];
  const parts = (text: string): string[] => text.split(/\s*[;,]\s*/);
  return (
    one === two ||
    namesOwner(a, b) ||
    namesOwner(b, a) ||
    (Math.min(one.length, two.length) >= 31 && (one.startsWith(two) || two.startsWith(one))) ||
    parts(one).includes(two) ||
    parts(two).includes(one)
  );
};
const normal = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const contradictions = (marks: Said, notices: Said, licences: Said, terms: Said): string[] => {
  const unmarked = marks.find(({ value }) => /^false$/i.test(value));
  const [notice] = notices;
  const free = [...licences, ...terms, ...notices].find(({ value }) => PUBLIC_DOMAIN.test(value));
  return [
    ...(unmarked !== undefined && notice !== undefined && !PUBLIC_DOMAIN.test(notice.value)
      ? [`${unmarked.source} says that it is in the public domain, beside the copyright line “${notice.value}”`]
      : []),
    ...(agreed(marks.map(({ value }) => /^true$/i.test(value))) === null && marks.length > 1
      ? ['one field marks it as under copyright, another as free']
      : []),
    ...(free !== undefined && notice !== undefined && free.value !== notice.value
      ? [`${free.source} gives it to the public domain (“${free.value}”), beside the copyright line “${notice.value}”`]
      : []),
  ];
};

const isField = ({ source, name }: Statement, fields: Fields): boolean =>
  fields.some(([of, pattern]) => of === source && pattern.test(name));

/** Whether a statement is of a field that names an owner, a creator or who is to be credited. */
export const isRightsField = (statement: Statement): boolean =>
  statement.value !== '' && NAMING.some((field) => isField(statement, FIELDS[field]));

/** Whether a statement names one of these: by its field, or in its words, wherever in the file it is. */
export const namesRights = (statement: Statement): boolean => isRightsField(statement) || claims(statement);

/** Whether a statement claims rights, or credits a creator, in its words. A field of creators credits one anyway. */
const claims = (statement: Statement): boolean =>
  claimsRights(statement.value) || (!isField(statement, FIELDS.creator) && creditsCreator(statement.value));

const NAMING = ['notice', 'creator', 'owner', 'credit', 'licensor', 'usageTerms', 'webStatement'] as const;

interface Brand {
  readonly copyright?: string | undefined;
  readonly creator?: string | undefined;
  readonly rightsPage?: string | undefined;
}

/** Who stands behind it has rights from the owner before it. */
const LICENSEE = /\blicen[cs]ed to\b/i;

/** Fields that say whose the picture is. */
const OWNING = ['notice', 'owner', 'credit', 'licensor', 'webStatement'] as const;

/**
 * Returns, in words, who else than a brand owns the picture by what its file says, or that it is nobody's; null where nothing says so. All texts
 * of all carriers count, those of creators and programs too. With `creators`, the name of a creator who is not the brand's counts as well.
 */
export const otherOwner = (
  statements: readonly Statement[],
  brand: Brand | undefined,
  { creators }: { readonly creators: boolean },
): string | null => {
  const names = [brand?.copyright, brand?.creator].filter((name) => name !== undefined);
  const isOther = ({ value }: { readonly value: string }): boolean =>
    value !== brand?.rightsPage && !names.some((name) => namesOwner(value.split(LICENSEE)[0] ?? '', name));
  const saidBy = (field: Field): Said => allSaidIn(statements, FIELDS[field]);
  const owner = OWNING.flatMap(saidBy).find(isOther);
  if (owner !== undefined) return `it names another owner, “${owner.value}” (${owner.source})`;
  const creator = creators ? saidBy('creator').find(isOther) : undefined;
  if (creator !== undefined) return `it names another creator, “${creator.value}” (${creator.source})`;
  const claim = statements.find((each) => each.depth === 0 && claims(each) && isOther(each));
  if (claim !== undefined)
    return `it names another owner, “${cleanText(claim.value.replaceAll('\0', ' '))}” (${cleanText(`${claim.name} in ${claim.place}`)})`;
  const isFree = saidBy('marked').some(({ value }) => /^false$/i.test(value));
  return isFree ? 'it is marked as free of copyright' : null;
};

/** Whether a maker note, which is not read field by field, has tags or words of an owner of rights. */
export const mayNameOwner = (note: Buffer): boolean => hasRightsTags(note) || claimsRightsInBytes(note);

/** Carriers that may name an owner, where they were not read. */
const MAY_NAME_OWNER: readonly CarrierKind[] = ['exif', 'iptc', 'xmp', 'text', 'rights', 'c2pa', 'other'];

/** What of a file was not read and may name an owner, in words; null where all was read. */
export const unreadOwner = (metadata: Metadata): string | null => {
  const note = metadata.carriers.find(({ kind, bytes }) => kind === 'makerNote' && mayNameOwner(bytes));
  const unread = note === undefined ? unreadIn(metadata, MAY_NAME_OWNER) : `${note.place}: ${note.problem}`;
  return unread === null ? null : `it was not read wholly, and may name another owner (${unread})`;
};

export const rightsFact = defineFact({
  id: 'rights',
  scope: 'image',
  version: 8,
  title: 'What the file says of its rights, by carrier, beside the config (`brand.copyright`, `brand.creator`).',
  schema: rightsSchema,
  compute: async (_subject, _params, context) => {
    const { metadata, statements } = await context.use(fileStatements);
    const { copyright = null, creator = null } = settingsOf(context).brand ?? {};
    const found = rightsOf(statements, { copyright, creator });
    // Lines that contradict do so whatever else the file says.
    if (!found.contradicts && found.disagreements.length === 0)
      await refuseUnseen(metadata, context, unreadIn(metadata, CARRIERS));
    return found;
  },
});
