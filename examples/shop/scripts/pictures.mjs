// Every picture of the shop: from which scene, with which mark and metadata. Faults planted on purpose carry `fault`;
// ../README.md explains them.

/** Metadata of an archived original, as a camera writes it. Invented values; make and model are real products. */
const camera = (taken, { shutter = '1/125', iso = '200', focal = '60/1', ...rest } = {}) => ({
  IFD0: {
    Make: 'NIKON CORPORATION',
    Model: 'NIKON Z 6_2',
    Software: 'Ver.01.60',
    DateTime: taken,
    Copyright: 'Tern & Tide',
    ...rest.IFD0,
  },
  IFD2: {
    DateTimeOriginal: taken,
    DateTimeDigitized: taken,
    OffsetTimeOriginal: '+00:00',
    ExposureTime: shutter,
    FNumber: '8/1',
    ISOSpeedRatings: iso,
    FocalLength: focal,
    LensModel: 'NIKKOR Z MC 50mm f/2.8',
    ...rest.IFD2,
  },
});

/** What the shop leaves in a published picture. */
const published = { IFD0: { Copyright: 'Tern & Tide' } };

/** A public place: the Royal Observatory, Greenwich. */
const place = {
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 28/1 404/10', GPSLongitudeRef: 'W', GPSLongitude: '0/1 0/1 54/10' },
};

const mark = (x, y, width, opacity = 0.8) => ({ x, y, width, opacity });
const listing = (path, scene, markAt, more = {}) => ({
  path: `listings/${path}`,
  scene,
  mark: markAt,
  exif: published,
  ...more,
});
const original = (name, scene, exif, more = {}) => ({ path: `originals/${name}`, scene, exif, quality: 88, ...more });

export const pictures = [
  listing('stoneware-mug/01-front.jpg', 'mug-front', mark(0.27, 0.86, 0.34)),
  listing('stoneware-mug/02-coffee.jpg', 'mug-coffee', mark(0.74, 0.13, 0.3)),
  listing('stoneware-mug/03-top.jpg', 'mug-top', undefined, { fault: 'no mark' }),
  listing('stoneware-mug/04-handle.jpg', 'mug-handle', mark(0.3, 0.4, 0.32)),

  listing('mug-gift-set/01-pair.jpg', 'mugs-pair', mark(0.5, 0.9, 0.36)),
  listing('mug-gift-set/02-coffee.jpg', 'mug-coffee', mark(0.3, 0.9, 0.28), { mirrored: true, fault: 'mirrored copy' }),
  listing('mug-gift-set/03-cream.jpg', 'mug-cream', mark(0.76, 0.1, 0.32)),

  listing('steel-bottle/01-front.jpg', 'bottle-front', mark(0.78, 0.3, 0.3)),
  listing('steel-bottle/02-table.jpg', 'bottle-table', mark(0.2, 0.16, 0.28)),
  listing('steel-bottle/03-lid.jpg', 'bottle-lid', mark(0.24, 0.88, 0.3)),

  listing('trail-flask/01-front.jpg', 'bottle-front-rust', mark(0.24, 0.62, 0.3), { fault: 'recoloured copy' }),
  listing('trail-flask/02-stone.jpg', 'flask-stone', mark(0.24, 0.34, 0.3, 0.05), { fault: 'mark too faint to see' }),
  listing('trail-flask/03-lid.jpg', undefined, undefined, {
    copyOf: 'listings/steel-bottle/03-lid.jpg',
    fault: 'same file',
  }),

  listing('table-lamp/01-day.jpg', 'lamp-day', mark(0.2, 0.5, 0.28)),
  listing('table-lamp/02-evening.jpg', 'lamp-evening', mark(0.8, 0.12, 0.28), {
    exif: { ...published, ...place },
    fault: 'place left in',
  }),
  listing('table-lamp/03-foot.jpg', 'lamp-foot', mark(0.72, 0.86, 0.34), {
    exif: { ...published, IFD2: { BodySerialNumber: '3001482' } },
    unmarkedPreview: true,
    fault: 'serial number and unmarked preview left in',
  }),
  listing('table-lamp/size-chart.png', 'size-chart'),

  listing('canvas-tote/01-front.jpg', 'tote-front', mark(0.5, 0.66, 0.3)),
  listing('canvas-tote/02-stone.jpg', 'tote-stone', mark(0.22, 0.14, 0.3)),
  listing('canvas-tote/03-seam.jpg', 'tote-seam', mark(0.5, 0.5, 0.3), { keepBytes: 0.6, fault: 'broken file' }),

  listing('serving-bowl/01-lemons.jpg', 'bowl-lemons', mark(0.22, 0.88, 0.32)),
  listing('serving-bowl/02-empty.jpg', 'bowl-empty', mark(0.76, 0.2, 0.3)),
  listing('serving-bowl/03-low.jpg', 'bowl-low', mark(0.5, 0.12, 0.34)),

  original('DSC_0412.jpg', 'mug-front', camera('2026:03:02 10:14:31')),
  original('DSC_0431.jpg', 'bottle-front', camera('2026:03:02 11:40:05', { iso: '100' })),
  original('DSC_0502.jpg', 'lamp-evening', camera('2026:03:09 18:22:47', { shutter: '1/15', iso: '800' })),
  original(
    'DSC_0517.jpg',
    'bowl-lemons',
    camera('2026:03:09 19:02:10', {
      IFD0: { Software: 'Adobe Photoshop 25.5 (Macintosh)', DateTime: '2026:04:11 09:30:00' },
    }),
    { fault: 'edited afterwards' },
  ),
  original(
    'tote-front.jpg',
    'tote-front',
    { IFD0: { Software: 'PhotoSend 4.2' } },
    { fault: 'camera and capture time gone' },
  ),
];
