import type { Report } from '@listing-lint/core';
import sharp from 'sharp';

const SHAPES: readonly ((hue: number) => string)[] = [
  (hue) =>
    `<path d="M95 110h110l-8 120q-2 18-20 18h-54q-18 0-20-18z" fill="hsl(${hue} 42% 48%)"/><path d="M205 130q46 0 42 44t-48 40" fill="none" stroke="hsl(${hue} 42% 40%)" stroke-width="14"/><ellipse cx="150" cy="110" rx="55" ry="12" fill="hsl(${hue} 40% 34%)"/>`,
  (hue) =>
    `<rect x="80" y="90" width="140" height="24" rx="8" fill="hsl(${hue} 38% 44%)"/><path d="M96 114l-14 140M204 114l14 140M128 114l-4 126M172 114l4 126" stroke="hsl(${hue} 34% 36%)" stroke-width="10"/><path d="M90 190h120" stroke="hsl(${hue} 34% 40%)" stroke-width="7"/>`,
  (hue) =>
    `<path d="M90 120h120l12 130H78z" fill="hsl(${hue} 30% 70%)"/><path d="M118 122q0-60 32-60t32 60" fill="none" stroke="hsl(${hue} 28% 50%)" stroke-width="9"/><path d="M110 180h80M110 200h60" stroke="hsl(${hue} 30% 52%)" stroke-width="5"/>`,
  (hue) =>
    `<circle cx="150" cy="155" r="80" fill="hsl(${hue} 20% 88%)" stroke="hsl(${hue} 40% 35%)" stroke-width="12"/><path d="M150 155V100M150 155l38 24" stroke="#222" stroke-width="7" stroke-linecap="round"/>`,
];

/** A small JPEG of a made-up product as a `data:` address, the same for the same numbers. */
export const productPicture = async (product: number, angle: number, marked: boolean): Promise<string> => {
  const hue = (product * 67) % 360;
  const shape = SHAPES[product % SHAPES.length]?.(hue) ?? '';
  const mark = marked
    ? '<g opacity=".75" font-family="serif" font-style="italic" font-size="26" fill="#fff" stroke="#444" stroke-width=".6"><text x="178" y="236">acme</text></g>'
    : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="${angle % 3 === 2 ? 220 : 300}" viewBox="0 0 300 300" preserveAspectRatio="xMidYMid slice">
    <defs><radialGradient id="b" cx=".5" cy=".35" r=".9"><stop offset="0" stop-color="hsl(${hue + 30} 14% 95%)"/><stop offset="1" stop-color="hsl(${hue + 30} 12% 76%)"/></radialGradient></defs>
    <rect width="300" height="300" fill="url(#b)"/><ellipse cx="150" cy="258" rx="104" ry="15" fill="#0003"/>
    <g transform="rotate(${(angle - 2) * 7} 150 170) translate(${(angle - 2) * 6} 0)">${shape}</g>${mark}</svg>`;
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 70 }).toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
};

/** A picture changed as a thief would: mirrored left to right, in a black frame that takes a tenth of each side. */
const stolen = async (address: string): Promise<string> => {
  const picture = sharp(Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'));
  const { width, height } = await picture.metadata();
  const [across, down] = [Math.round(width / 8), Math.round(height / 8)];
  const jpeg = await picture
    .flop()
    .extend({ left: across, right: across, top: down, bottom: down, background: '#000' })
    .jpeg({ quality: 70 })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
};

/** Thumbnails as the lanes make them: for pictures with findings and for the pictures these speak of. */
export const thumbnailsFor = async (
  report: Report,
  limit = Number.POSITIVE_INFINITY,
): Promise<ReadonlyMap<string, string>> => {
  const copyOf = new Map(
    report.findings.flatMap(({ subject, related }) => (related[0] ? [[subject.path, related[0].path]] : [])),
  );
  const wanted = new Set(
    report.findings.flatMap(({ subject, related }) => [subject.path, ...related.map(({ path }) => path)]),
  );
  const subjects = new Map(report.subjects.map((subject) => [subject.path, subject]));
  const made = new Map<string, string>();
  const draw = async (path: string): Promise<string> => {
    const marked = (subjects.get(path)?.boxes ?? []).some(({ kind }) => kind === 'found');
    const product =
      [...(/listings\/([^/]+)/.exec(path)?.[1] ?? '')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 24;
    const angle = Number(/(\d+)\.\w+$/.exec(path)?.[1] ?? 0) % 6;
    const key = `${product} ${angle} ${marked}`;
    const picture = made.get(key) ?? (await productPicture(product, angle, marked));
    made.set(key, picture);
    return picture;
  };
  const thumbnails = new Map<string, string>();
  for (const { scope, path } of report.subjects) {
    if (scope !== 'image' || !wanted.has(path) || thumbnails.size >= limit) continue;
    const original = copyOf.get(path);
    thumbnails.set(path, original === undefined ? await draw(path) : await stolen(await draw(original)));
  }
  return thumbnails;
};
