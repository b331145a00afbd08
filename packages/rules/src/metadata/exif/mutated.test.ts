import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { readHeader } from '../../image/read/header.ts';
import { exifSegment, iptcSegment, withSegments, xmpSegment } from '../../image/test-files.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { readMetadata } from '../reading/metadata.ts';
import { exifOf, exifSchema } from './exif-fact.ts';

const picture = (): Sharp =>
  sharp({ create: { width: 24, height: 16, channels: 3, background: '#468' } }).withExif({
    IFD0: { Make: 'Acme', Software: 'GIMP 3' },
    IFD2: { DateTimeOriginal: '2026:05:01 10:20:30' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
  });

const packet =
  '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="x"/></rdf:RDF></x:xmpmeta>';

it('a file with any bytes changed or cut off gives a fact of the declared shape, and never throws', async () => {
  const jpeg = await picture().jpeg().toBuffer();
  const sources = [
    jpeg,
    withSegments(jpeg, [exifSegment({ 271: 'Acme' }), xmpSegment(packet), iptcSegment([[2, 80, Buffer.from('Ann')]])]),
    await picture().png().toBuffer(),
    await picture().webp().toBuffer(),
    await picture().tiff().toBuffer(),
    await picture().gif().toBuffer(),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...sources),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 12,
      }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (source, changes, share) => {
        const bytes = Buffer.from(source);
        for (const [at, value] of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
        const cut = bytes.subarray(0, share > 0.5 ? bytes.length : Math.ceil(2 * share * bytes.length));
        const header = await readHeader(cut, 'jpg');
        expect(
          exifSchema.safeParse(await exifOf(readMetadata(findCarriers(cut, header.format)), header)).error,
        ).toBeUndefined();
      },
    ),
  );
});
