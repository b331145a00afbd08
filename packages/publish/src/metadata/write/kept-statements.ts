import {
  isModelType,
  type Metadata,
  originOf,
  rightsOf,
  type Statement,
  statementsOf,
} from '@listing-lint/rules/metadata';
import type { Settings } from '@listing-lint/rules/settings';

import type { XmpValue } from './xmp-edit.ts';

const IPTC_EXTENSION = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const TC260 = 'http://www.tc260.org.cn/ns/AIGC/1.0/';
const DC = 'http://purl.org/dc/elements/1.1/';
const XMP_RIGHTS = 'http://ns.adobe.com/xap/1.0/rights/';
const PLUS = 'http://ns.useplus.org/ldf/xmp/1.0/';
const SOURCE_TYPE = 'Iptc4xmpExt:DigitalSourceType';

/** What every label and every trace says. */
export const MADE_BY_MODEL = 'made by a model';

const text = (name: string, namespace: string, value: string): XmpValue => ({ name, namespace, form: 'text', value });

/** Labels of pictures that a model made, as XMP: those of XMP as they stand, a digital source type of Content Credentials, too. */
export const labelsIn = (statements: readonly Statement[]): readonly XmpValue[] => [
  ...statements.flatMap(({ source, name, value, depth }) => {
    if (source !== 'xmp' || depth !== 0) return [];
    if (/^Iptc4xmpExt:(?:DigitalSource(?:File)?Type|AI\w+)$/.test(name)) return [text(name, IPTC_EXTENSION, value)];
    return /^TC260:\w+$/.test(name) ? [text(name, TC260, value)] : [];
  }),
  ...credentialTypes(statements),
];

/** The digital source type by which Content Credentials say that a model made the picture, as XMP, where that states none: it would go with them. */
export const credentialLabels = (statements: readonly Statement[]): readonly XmpValue[] =>
  credentialTypes(statements).filter(({ value }) => isModelType(value));

/** Of several, as a manifest has of what a picture was made from, one that names a model. */
const credentialTypes = (statements: readonly Statement[]): readonly XmpValue[] => {
  const own = statements.filter(({ depth }) => depth === 0);
  const types = own.filter(({ source, name }) => source === 'c2pa' && /digitalSourceType$/i.test(name));
  const type = types.find(({ value }) => isModelType(value)) ?? types[0];
  return type === undefined || own.some(({ source, name }) => source === 'xmp' && name === SOURCE_TYPE)
    ? []
    : [text(SOURCE_TYPE, IPTC_EXTENSION, type.value)];
};

/** What one file says of a model that made it, and another does not; what neither is understood to say is none of it. */
export const lostLabels = (before: Metadata, after: Metadata): readonly string[] => {
  const said = new Set<string | null>(saysOfModel(after));
  return saysOfModel(before).flatMap((each) => (each === null || said.has(each) ? [] : [each]));
};

const saysOfModel = (metadata: Metadata) => originOf(metadata, statementsOf(metadata)).aiSays;

/** The rights that a config states, as XMP. */
export const rightsOfBrand = (brand: Settings['brand']): readonly XmpValue[] => {
  const value = (name: string, namespace: string, form: XmpValue['form'], text: string | undefined): XmpValue[] =>
    text === undefined ? [] : [{ name, namespace, form, value: text }];
  const stated = [
    ...value('dc:rights', DC, 'alternative', brand?.copyright),
    ...value('dc:creator', DC, 'sequence', brand?.creator),
    ...value('xmpRights:WebStatement', XMP_RIGHTS, 'text', brand?.rightsPage),
  ];
  return brand?.copyright === undefined
    ? stated
    : [...stated, ...value('xmpRights:Marked', XMP_RIGHTS, 'text', 'True')];
};

/** The rights that a file states, wherever it does, as XMP; none where it names neither owner nor creator. */
export const statedRights = (statements: readonly Statement[]): readonly XmpValue[] => {
  const { copyright, creator, webStatements, usageTerms } = rightsOf(statements, { copyright: null, creator: null });
  if (copyright === null && creator === null) return [];
  const mining = statements.find(
    ({ source, name, depth }) => source === 'xmp' && name === 'plus:DataMining' && depth === 0,
  );
  const [page] = webStatements;
  const [terms] = usageTerms;
  return [
    ...rightsOfBrand({
      ...(copyright === null ? {} : { copyright }),
      ...(creator === null ? {} : { creator }),
      ...(page === undefined ? {} : { rightsPage: page.value }),
    }),
    ...(terms === undefined
      ? []
      : [{ name: 'xmpRights:UsageTerms', namespace: XMP_RIGHTS, form: 'alternative' as const, value: terms.value }]),
    ...(mining === undefined ? [] : [text(mining.name, PLUS, mining.value)]),
  ];
};

/** Of the rights that one file states those that another does not. */
export const lostRights = (before: Metadata, after: Metadata): readonly XmpValue[] => {
  const kept = new Set(statedRights(statementsOf(after)).map(({ name }) => name));
  return statedRights(statementsOf(before)).filter(({ name }) => !kept.has(name));
};
