import { isModelType, originOf } from '../origin/origin-fact.ts';
import type { Metadata } from '../reading/metadata.ts';
import { type Statement, statementsOf } from '../reading/statements.ts';
import type { XmpValue } from './xmp-edit.ts';

const IPTC_EXTENSION = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const TC260 = 'http://www.tc260.org.cn/ns/AIGC/1.0/';
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
