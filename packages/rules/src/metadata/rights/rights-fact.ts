import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { settingsOf } from '../../settings.ts';
import type { CarrierKind } from '../carriers/carrier.ts';
import { cleanText } from '../reading/clean-text.ts';
import { fileStatements, type Statement } from '../reading/statements.ts';
import { refuseUnseen, unreadIn } from '../reading/unseen.ts';
import { namesOwner } from './rights.ts';

/** What a file can say of its rights, and the fields that say it, the one that is asked first in front (MWG 2.0; IPTC 2025.1; PLUS 2.0). */
const FIELDS = {
  notice: [
    ['exif', /^IFD0:Copyright$/],
    ['iptc', /^CopyrightNotice$/],
    ['xmp', /^dc:rights$/],
    ['text', /^Copyright$/i],
  ],
  creator: [
    ['exif', /^IFD0:Artist$/],
    ['iptc', /^By-line$/],
    ['xmp', /^dc:creator$/],
    ['text', /^Author$/i],
  ],
  owner: [['xmp', /^plus:CopyrightOwner\/plus:CopyrightOwnerName$|^xmpRights:Owner$/]],
  credit: [
    ['iptc', /^Credit$/],
    ['xmp', /^photoshop:Credit$/],
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

const saidIn = (statements: readonly Statement[], fields: readonly (readonly [Statement['source'], RegExp])[]): Said =>
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
    )
    .slice(0, MAX_VALUES);

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

export const rightsFact = defineFact({
  id: 'rights',
  scope: 'image',
  version: 4,
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
