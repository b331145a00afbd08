import { encode } from 'cborg';
import type { Saying } from '../privacy/test-leaks.ts';

/** What says that a model made a picture; a label is a field that is made for it. */
export interface AiOrigin extends Saying {
  readonly isLabel: boolean;
}

const MODEL = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
const AIGC = '{"Label":"1","ContentProducer":"00191440300708461136T1XGW3","ProduceID":"4711"}';
const PARAMETERS = 'a lamp\nNegative prompt: text\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 4711';
const WORKFLOW = '{"3":{"class_type":"KSampler","inputs":{"seed":4711}}}';
const ascii = (text: string): Buffer => Buffer.from(`ASCII\0\0\0${text}`, 'latin1');
const unicode = (text: string): Buffer => Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from(text, 'utf16le')]);

/** The ways in which generators and their users say it. */
export const AI_ORIGINS: readonly AiOrigin[] = [
  { name: 'XMP source type', isLabel: true, xmp: [`Iptc4xmpExt:DigitalSourceType="${MODEL}"`, ''] },
  {
    name: 'XMP source type of a part',
    isLabel: true,
    xmp: ['', `<Iptc4xmpExt:DigitalSourceType rdf:resource="${MODEL.replace('trained', 'compositeWithTrained')}"/>`],
  },
  { name: 'XMP AI system', isLabel: true, xmp: ['Iptc4xmpExt:AISystemUsed="Acme Imagine"', ''] },
  {
    name: 'XMP AI prompt',
    isLabel: true,
    xmp: ['', '<Iptc4xmpExt:AIPromptInformation>a lamp on a table</Iptc4xmpExt:AIPromptInformation>'],
  },
  { name: 'XMP AIGC', isLabel: true, xmp: ['', `<TC260:AIGC>${AIGC.replaceAll('"', '&quot;')}</TC260:AIGC>`] },
  { name: 'EXIF comment AIGC', isLabel: true, exif: { 34665: { 37510: ascii(`{"AIGC":${AIGC}}`) } } },
  { name: 'EXIF description AIGC', isLabel: true, exif: { 270: `{"AIGC":${AIGC}}` } },
  { name: 'text AIGC', isLabel: true, text: ['AIGC', `{"AIGC":${AIGC}}`] },
  {
    name: 'C2PA action in CBOR',
    isLabel: true,
    c2pa: ['c2pa.actions.v2', Buffer.from(encode({ actions: [{ action: 'c2pa.created', digitalSourceType: MODEL }] }))],
  },
  {
    name: 'C2PA action in JSON',
    isLabel: true,
    c2pa: ['c2pa.actions', JSON.stringify({ actions: [{ action: 'c2pa.created', digitalSourceType: MODEL }] })],
  },
  {
    name: 'C2PA AI field',
    isLabel: true,
    c2pa: ['cawg.metadata', '{"Iptc4xmpExt:AISystemUsed":"Acme Imagine"}'],
  },
  { name: 'text of parameters', isLabel: false, text: ['parameters', PARAMETERS] },
  { name: 'text of a workflow', isLabel: false, text: ['prompt', WORKFLOW] },
  { name: 'EXIF comment of parameters', isLabel: false, exif: { 34665: { 37510: unicode(PARAMETERS) } } },
  { name: 'EXIF program', isLabel: false, exif: { 305: 'Midjourney' } },
  { name: 'XMP program', isLabel: false, xmp: ['xmp:CreatorTool="Adobe Firefly 3.0"', ''] },
  { name: 'XMP credit', isLabel: false, xmp: ['photoshop:Credit="Made with Google AI"', ''] },
  { name: 'IPTC credit', isLabel: false, iptc: [[2, 110, Buffer.from('Made with Google AI')]] },
  {
    name: 'C2PA agent',
    isLabel: false,
    c2pa: ['c2pa.actions.v2', Buffer.from(encode({ actions: [{ softwareAgent: { name: 'GPT-4o' } }] }))],
  },
];
