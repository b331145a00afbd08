import { spawnSync } from 'node:child_process';
import { claimSigner, findC2pa, PictureSigner } from '@listing-lint/provenance';
import { plainPicture, testSigner } from '@listing-lint/provenance/testing';
import { cleanStamped, editMetadata, labelsIn, lostLabels } from '@listing-lint/publish';
import { type ContainerFormat, pngChunk, sniff } from '@listing-lint/rules/image';
import { findCarriers, type Metadata, originOf, readMetadata, statementsOf } from '@listing-lint/rules/metadata';
import { withSegments, xmpSegment } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';

const TYPES = 'http://cv.iptc.org/newscodes/digitalsourcetype';
const found = findC2pa();
const hasTools = found !== undefined && spawnSync('openssl', ['version']).status === 0;
if (!hasTools)
  process.stderr.write('openssl or @contentauth/c2pa-wasm is not there: labels in manifests are not tried.\n');

const metadataOf = (bytes: Buffer): Metadata => readMetadata(findCarriers(bytes, sniff(bytes, '')));
const originIn = (bytes: Buffer) => originOf(metadataOf(bytes), statementsOf(metadataOf(bytes)));
const RIGHTS = [
  { name: 'xmpRights:Marked', namespace: 'http://ns.adobe.com/xap/1.0/rights/', form: 'text', value: 'True' },
] as const;
const none = (): Promise<never> => Promise.reject(new Error('it is not needed'));

describe.skipIf(!hasTools)('a label that stands in Content Credentials alone', () => {
  const formats = ['jpeg', 'png', 'webp', 'avif'] as const;
  const signed = new Map<ContainerFormat, { readonly model: Buffer; readonly camera: Buffer }>();

  beforeAll(async () => {
    if (found === undefined) return;
    const keys = testSigner();
    const signer = new PictureSigner(found, claimSigner(keys.certificate, keys.key));
    const made = async (format: (typeof formats)[number], sourceType: string): Promise<Buffer> =>
      Buffer.from(await signer.sign(await plainPicture(format), format, { title: 'a', author: null, sourceType }));
    for (const format of formats)
      signed.set(format, {
        model: await made(format, 'trainedAlgorithmicMedia'),
        camera: await made(format, 'digitalCapture'),
      });
    await signer.dispose();
  }, 60_000);
  const of = (format: ContainerFormat, kind: 'model' | 'camera'): Buffer =>
    signed.get(format)?.[kind] ?? Buffer.alloc(0);

  // A manifest is not taken out of an AVIF at all.
  it.each(['jpeg', 'png', 'webp'] as const)('is left behind in XMP where the manifest of a %s goes', (format) => {
    const edit = { remove: [], rights: RIGHTS, dropManifest: true };
    const { bytes, lostManifest, written } = editMetadata(of(format, 'model'), format, edit);
    expect(lostManifest).toBe(true);
    expect(written.map(({ name }) => name)).toEqual(['xmpRights:Marked', 'Iptc4xmpExt:DigitalSourceType']);
    expect(originIn(bytes)).toMatchObject({
      aiLabel: true,
      aiLabelKinds: ['IPTC digital source type'],
      digitalSourceTypes: ['trainedAlgorithmicMedia'],
    });
    const plain = editMetadata(of(format, 'camera'), format, edit);
    expect(plain.written).toEqual(RIGHTS);
    expect(originIn(plain.bytes).digitalSourceTypes).toEqual([]);
  });

  it.each(formats)('comes onto a stamped %s', async (format) => {
    const original = of(format, 'model');
    const stamped = await sharp(original).negate().keepMetadata().toFormat(format).toBuffer();
    const cleaned = await cleanStamped({ keepsPrivate: false })(stamped, original, none);
    expect(cleaned).toMatchObject({ removed: [], lost: ['its C2PA manifest'] });
    expect(originIn(cleaned.bytes)).toMatchObject({ aiLabel: true, digitalSourceTypes: ['trainedAlgorithmicMedia'] });
    const camera = await sharp(of(format, 'camera')).negate().keepMetadata().toFormat(format).toBuffer();
    const kept = await cleanStamped({ keepsPrivate: false })(camera, of(format, 'camera'), none);
    expect(kept.bytes.equals(camera)).toBe(true);
  });

  it('does not go where the XMP states another type: nothing is written over', () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="${TYPES}/digitalCapture"/></rdf:RDF></x:xmpmeta>`;
    const both = withSegments(of('jpeg', 'model'), [xmpSegment(xmp)]);
    expect(() => editMetadata(both, 'jpeg', { remove: [], rights: RIGHTS, dropManifest: true })).toThrow(
      'its label of a picture made by a model (digital source type) would be lost',
    );
  });
});

it('of several types in a manifest is the one that names a model', () => {
  const of = (value: string) => ({ source: 'c2pa', name: 'c2pa.actions/digitalSourceType', value }) as const;
  const rest = { numbers: [], place: 'a manifest', depth: 0 };
  const types = ['digitalCapture', 'compositeWithTrainedAlgorithmicMedia'].map((type) => of(`${TYPES}/${type}`));
  expect(labelsIn(types.map((each) => ({ ...each, ...rest }))).map(({ value }) => value)).toEqual([
    `${TYPES}/compositeWithTrainedAlgorithmicMedia`,
  ]);
});

it('that cannot come onto a stamped picture lets none be made; a trace that is gone is told', async () => {
  const png = await plainPicture('png');
  const saying = (keyword: string, text: string): Buffer => {
    const chunk = pngChunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
    return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
  };
  const labelled = saying('AIGC', '{"Label":"1"}');
  await expect(cleanStamped({ keepsPrivate: false })(png, labelled, none)).rejects.toThrow(
    'its label of a picture made by a model (AIGC) cannot be written into a copy',
  );
  const traced = saying('parameters', 'a lamp\nSteps: 20, Sampler: Euler a, Seed: 1');
  expect(await cleanStamped({ keepsPrivate: false })(png, traced, none)).toMatchObject({
    lost: ['what shows that a model made it'],
  });
  expect(lostLabels(metadataOf(png), metadataOf(labelled))).toEqual([]);
});

it('that speak of rights come onto a stamped picture which has lost them, or are told', async () => {
  const original = await sharp(await plainPicture('jpeg'))
    .withExif({ IFD0: { Copyright: 'Tern & Tide', Artist: 'A. Tern' } })
    .jpeg()
    .toBuffer();
  const bare = (format: 'png' | 'tiff') => (): Promise<Buffer> => sharp(original).negate().toFormat(format).toBuffer();
  const png = await cleanStamped({ keepsPrivate: false })(await bare('png')(), original, none);
  expect(png.lost).toEqual([]);
  expect(statementsOf(metadataOf(png.bytes)).map(({ name, value }) => [name, value])).toEqual(
    expect.arrayContaining([
      ['dc:rights', 'Tern & Tide'],
      ['dc:creator', 'A. Tern'],
    ]),
  );
  const tiff = await cleanStamped({ keepsPrivate: false })(await bare('tiff')(), original, bare('tiff'));
  expect(tiff.lost.at(-1)).toBe('its rights (dc:rights, dc:creator, xmpRights:Marked)');
  expect(tiff.lost.join()).not.toContain('but the rights');
});
