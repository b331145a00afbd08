import sharp, { type Sharp } from 'sharp';

/** A picture to attack: RGB, 8 bit. */
export interface Base {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What an attack does to a picture, for the lines of the report. */
export type AttackKind = 'keeps-colour' | 'changes-colour' | 'recolour' | 'overlay' | 'edit' | 'crop';

export interface Attack {
  readonly name: string;
  readonly kind: AttackKind;
  /** Encoded bytes of the attacked picture. `random` is 0–1, the same for the same picture and attack. */
  readonly make: (base: Base, random: () => number) => Promise<Buffer>;
}

const open = ({ data, width, height }: Base): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
const jpeg = (picture: Sharp): Promise<Buffer> => picture.jpeg({ quality: 85 }).toBuffer();
const keeps = (name: string, make: Attack['make']): Attack => ({ name, kind: 'keeps-colour', make });
const simple = (
  name: string,
  kind: AttackKind,
  change: (picture: Sharp, base: Base, random: () => number) => Sharp,
): Attack => ({
  name,
  kind,
  make: (base, random) => jpeg(change(open(base), base, random)),
});

const frame =
  (share: number, background: string) =>
  (picture: Sharp, { width, height }: Base): Sharp => {
    const edge = Math.round(Math.min(width, height) * share);
    return picture.extend({ top: edge, bottom: edge, left: edge, right: edge, background });
  };
const svg = ({ width, height }: Base, body: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`);

const textOverlay = (base: Base): Buffer =>
  svg(
    base,
    `<text x="50%" y="52%" text-anchor="middle" font-family="DejaVu Sans" font-size="${base.width / 7}" font-weight="bold" fill="white" stroke="black" stroke-width="2" opacity="0.7">MY SHOP 24</text>`,
  );
const tiledOverlay = (base: Base): Buffer => {
  let body = '';
  for (let y = 60; y < base.height; y += 110) {
    for (let x = 0; x < base.width; x += 230) {
      body += `<text x="${x}" y="${y}" font-family="DejaVu Sans" font-size="34" fill="gray" opacity="0.5" transform="rotate(-30 ${x} ${y})">stolen.example</text>`;
    }
  }
  return svg(base, body);
};
const cornerLogo = (base: Base, random: () => number): Buffer => {
  const width = base.width * 0.22;
  const height = width * 0.55;
  const x = random() < 0.5 ? base.width * 0.03 : base.width * 0.97 - width;
  const y = random() < 0.5 ? base.height * 0.03 : base.height * 0.97 - height;
  return svg(base, `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="#1a3c8a"/>`);
};

const isLight = (data: Buffer, p: number): boolean =>
  (data[p] ?? 0) > 238 && (data[p + 1] ?? 0) > 238 && (data[p + 2] ?? 0) > 238;

/** Paints the light background another grey. */
const otherBackground = async (base: Base): Promise<Buffer> => {
  const data = Buffer.from(base.data);
  for (let p = 0; p < data.length; p += 3) if (isLight(data, p)) data.fill(190, p, p + 3);
  return jpeg(open({ ...base, data }));
};

/** Dyes all that is not light background: luma stays, colour becomes a strong one that the picture does not have there. */
const dye = async (base: Base, random: () => number): Promise<Buffer> => {
  const hues = [
    [225, 60, 60],
    [60, 90, 225],
    [50, 165, 75],
    [235, 150, 40],
    [150, 60, 190],
  ] as const;
  const [red, green, blue] = hues[Math.floor(random() * hues.length)] ?? hues[0];
  const dyeLuma = 0.299 * red + 0.587 * green + 0.114 * blue;
  const data = Buffer.from(base.data);
  for (let p = 0; p < data.length; p += 3) {
    if (isLight(data, p)) continue;
    const luma = 0.299 * (data[p] ?? 0) + 0.587 * (data[p + 1] ?? 0) + 0.114 * (data[p + 2] ?? 0);
    [red, green, blue].forEach((channel, c) => {
      // Towards white above the dye's own luma, towards black below it: shading is preserved.
      const value =
        luma <= dyeLuma ? (channel * luma) / dyeLuma : channel + ((255 - channel) * (luma - dyeLuma)) / (255 - dyeLuma);
      data[p + c] = Math.round(value);
    });
  }
  return jpeg(open({ ...base, data }));
};

const cropped =
  (share: number) =>
  (picture: Sharp, { width, height }: Base, random: () => number): Sharp => {
    const w = Math.round(width * (1 - share));
    const h = Math.round(height * (1 - share));
    return picture.extract({
      left: Math.floor(random() * (width - w)),
      top: Math.floor(random() * (height - h)),
      width: w,
      height: h,
    });
  };

/** The attacks, in the order of the report. */
export const ATTACKS: readonly Attack[] = [
  ...[30, 50, 70, 85, 95].map((quality) => keeps(`jpeg ${quality}`, (base) => open(base).jpeg({ quality }).toBuffer())),
  keeps('webp 60', (base) => open(base).webp({ quality: 60 }).toBuffer()),
  keeps('avif 50', (base) => open(base).avif({ quality: 50, effort: 1 }).toBuffer()),
  ...[25, 50, 75, 150].map((percent) =>
    simple(`resize ${percent} %`, 'keeps-colour', (picture, { width }) =>
      picture.resize(Math.max(1, Math.round((width * percent) / 100))),
    ),
  ),
  simple('blur', 'keeps-colour', (picture) => picture.blur(2.5)),
  simple('sharpen', 'keeps-colour', (picture) => picture.sharpen({ sigma: 1.5, m1: 1, m2: 3 })),
  simple('mirror', 'keeps-colour', (picture) => picture.flop()),
  simple('mirror top to bottom', 'keeps-colour', (picture) => picture.flip()),
  ...[90, 180, 270].map((angle) => simple(`turn ${angle}°`, 'keeps-colour', (picture) => picture.rotate(angle))),
  simple('frame black 6 %', 'keeps-colour', frame(0.06, '#000')),
  simple('frame white 6 %', 'keeps-colour', frame(0.06, '#fff')),
  simple('frame red 3 %', 'keeps-colour', frame(0.03, '#c22')),
  simple('padded to a square', 'keeps-colour', (picture) =>
    picture.resize(1000, 1000, { fit: 'contain', background: '#fff' }),
  ),
  simple('padded wide, grey', 'keeps-colour', (picture, { width, height }) => {
    const side = Math.round(width * 0.2);
    return picture.extend({
      left: side,
      right: side,
      top: Math.round(height * 0.04),
      bottom: Math.round(height * 0.04),
      background: '#ddd',
    });
  }),
  keeps('mirror + frame + jpeg 50', async (base) => {
    const edge = Math.round(base.width * 0.05);
    const framed = await open(base)
      .flop()
      .extend({ top: edge, bottom: edge, left: edge, right: edge, background: '#000' })
      .png()
      .toBuffer();
    return sharp(framed).resize(500).jpeg({ quality: 50 }).toBuffer();
  }),
  simple('grey', 'changes-colour', (picture) => picture.greyscale()),
  { name: 'dyed another colour', kind: 'recolour', make: dye },
  simple('hue 90°', 'edit', (picture) => picture.modulate({ hue: 90 })),
  simple('saturation 160 %', 'edit', (picture) => picture.modulate({ saturation: 1.6 })),
  simple('brightness 70 %', 'edit', (picture) => picture.modulate({ brightness: 0.7 })),
  simple('brightness 130 %', 'edit', (picture) => picture.modulate({ brightness: 1.3 })),
  { name: 'background grey', kind: 'edit', make: otherBackground },
  simple('text overlay', 'overlay', (picture, base) => picture.composite([{ input: textOverlay(base) }])),
  simple('tiled overlay', 'overlay', (picture, base) => picture.composite([{ input: tiledOverlay(base) }])),
  simple('opaque corner logo', 'overlay', (picture, base, random) =>
    picture.composite([{ input: cornerLogo(base, random) }]),
  ),
  simple('crop 5 %', 'crop', cropped(0.05)),
  simple('crop 10 %', 'crop', cropped(0.1)),
];
