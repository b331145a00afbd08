import { describe, expect, it } from 'vitest';
import type { Metadata } from '../reading/metadata.ts';
import type { Statement } from '../reading/statements.ts';
import { originOf } from './origin-fact.ts';

const NOTHING: Metadata = { carriers: [], jpeg: null, readings: [], unread: [] };
const origin = (source: Statement['source'], name: string, value: string) =>
  originOf(NOTHING, [{ source, name, value, numbers: [], place: 'a block', depth: 0 }]);
const MODEL = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

describe('origin', () => {
  it.each([
    ['xmp', 'Iptc4xmpExt:DigitalSourceType', MODEL],
    ['xmp', 'Iptc4xmpExt:DigitalSourceType', MODEL.replace('trained', 'compositeWithTrained')],
    ['c2pa', 'c2pa.actions/actions/digitalSourceType', MODEL],
    ['xmp', 'Iptc4xmpExt:AISystemUsed', 'a model'],
    ['xmp', 'Iptc4xmpExt:AIPromptInformation', 'a lamp on a table'],
    ['xmp', 'TC260:AIGC', '{"Label":"1"}'],
    ['text', 'AIGC', '{"Label":"1","ContentProducer":"x"}'],
    ['exif', 'ExifIFD:UserComment', '{"AIGC":{"Label":"1"}}'],
  ] as const)('sees a label in %s %s', (source, name, value) => {
    expect(origin(source, name, value)).toMatchObject({
      aiLabel: true,
      aiOrigin: true,
      aiLabels: [`${name} in a block`],
    });
  });

  it.each([
    ['text', 'parameters', 'a lamp\nSteps: 20, Sampler: Euler a, CFG scale: 7'],
    ['text', 'prompt', '{"3":{"class_type":"KSampler"}}'],
    ['text', 'workflow', '{}'],
    ['text', 'Software', 'NovelAI'],
    ['exif', 'ExifIFD:UserComment', 'a lamp\nNegative prompt: text\nSteps: 30, Sampler: DDIM'],
    ['exif', 'IFD0:Software', 'Midjourney'],
    ['xmp', 'photoshop:Credit', 'Made with Google AI'],
    ['iptc', 'Credit', 'Made with Google AI'],
    ['c2pa', 'c2pa.actions/actions/softwareAgent/name', 'GPT-4o'],
    ['xmp', 'xmp:CreatorTool', 'Adobe Firefly 3.0'],
    ['xmp', 'dc:creator', 'Midjourney'],
    ['xmp', 'dc:description', 'a lamp --v 6.1 --ar 3:2 Job ID: 0a1b2c3d-0000-4000-8000-000000000000'],
    ['exif', 'IFD0:ImageDescription', 'Generated with AI'],
    ['iptc', 'Caption-Abstract', 'created by DALL·E 3'],
    ['text', 'Comment', '{"prompt": "a lamp", "steps": 28, "sampler": "k_euler", "seed": 4711}'],
  ] as const)('sees a trace in %s %s, which is no label', (source, name, value) => {
    expect(origin(source, name, value)).toMatchObject({ aiTrace: true, aiOrigin: true, aiLabel: false });
  });

  it.each([
    ['xmp', 'Iptc4xmpExt:DigitalSourceType', MODEL.replace('trainedAlgorithmicMedia', 'digitalCapture')],
    ['exif', 'IFD0:Software', 'Adobe Photoshop 26.1'],
    ['text', 'Comment', 'A lamp in seven steps'],
    ['xmp', 'dc:description', 'Leonardo sofa, with a gemini pattern'],
    ['exif', 'IFD0:Software', 'GIMP 3'],
    ['exif', 'IFD0:Artist', 'Hanna Kling'],
    ['xmp', 'dc:title', 'Gemini 2 floor lamp'],
    ['iptc', 'Caption-Abstract', 'The Midjourney sofa, made in Turin'],
    ['xmp', 'crs:LuminanceNoiseReductionDenoise', '25'],
    ['xmp', 'Iptc4xmpExt:DigitalSourceType', MODEL.replace('trainedAlgorithmicMedia', 'algorithmicallyEnhanced')],
  ] as const)('claims nothing from %s %s', (source, name, value) => {
    expect(origin(source, name, value)).toMatchObject({ aiTrace: false, aiLabel: false, aiOrigin: null });
  });

  it('leaves a label open where a block was not understood', () => {
    const unread = [{ kind: 'other', place: 'chunk abCd', problem: 'what it holds is not known' }] as const;
    expect(originOf({ ...NOTHING, unread }, [])).toMatchObject({
      aiLabel: null,
      reason: 'chunk abCd: what it holds is not known',
    });
  });
});
