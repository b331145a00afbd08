import sharp from 'sharp';

/** A mark of words, drawn by the fonts of this machine. */
export interface TextMark {
  readonly text: string;
  readonly font?: string | undefined;
  /** Hex colour; white unless told. */
  readonly color?: string | undefined;
  /** Hex colour of a thin outline; none unless told. */
  readonly outline?: string | undefined;
}

/** PNG with alpha of a text mark, 120 px letters, trimmed. */
export const renderTextMark = ({
  text,
  font = 'sans-serif',
  color = '#ffffff',
  outline,
}: TextMark): Promise<Buffer> => {
  const width = Math.round(120 * (text.length + 2));
  const stroke = outline === undefined ? '' : ` stroke="${escapeXml(outline)}" stroke-width="5" paint-order="stroke"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="200"><text x="50%" y="140" text-anchor="middle" font-family="${escapeXml(font)}" font-weight="bold" font-size="120" fill="${escapeXml(color)}"${stroke}>${escapeXml(text)}</text></svg>`;
  return sharp(Buffer.from(svg)).trim().png().toBuffer();
};

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
