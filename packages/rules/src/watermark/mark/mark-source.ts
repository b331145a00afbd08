import { resolve } from 'node:path';
import { readBytes, repositoryOr, sha256 } from '@listing-lint/core/plugin';
import { loadSharp } from '../../image/read/load-sharp.ts';
import { type ConfiguredMark, markFile } from '../../settings.ts';

/** Of a mark's picture: a logo is far smaller. */
const MAX_MARK_BYTES = 50_000_000;

/** The encoded picture of a configured mark: its file, or its words as they are drawn here. Throws where the file cannot be read. */
export const readMarkSource = (root: string, mark: ConfiguredMark): Promise<Buffer> =>
  typeof mark !== 'string' && 'text' in mark
    ? renderTextMark(mark)
    : readBytes(resolve(root, typeof mark === 'string' ? mark : mark.file), {
        maxBytes: MAX_MARK_BYTES,
        within: repositoryOr(root),
      });

/** SHA-256 of a mark's file, so that a change is noticed; undefined for words, and where it cannot be read. */
export const markFileHash = async (root: string, mark: ConfiguredMark): Promise<string | undefined> => {
  const path = markFile(mark);
  if (path === undefined) return undefined;
  return readBytes(resolve(root, path), { maxBytes: MAX_MARK_BYTES, within: repositoryOr(root) }).then(
    sha256,
    () => undefined,
  );
};

/** A mark of words, drawn by the fonts of this machine. */
interface TextMark {
  readonly text: string;
  readonly font?: string | undefined;
  /** Hex colour; default white. */
  readonly color?: string | undefined;
  /** Hex colour of a thin outline; none by default. */
  readonly outline?: string | undefined;
}

/** PNG with alpha of a text mark, 120 px letters, trimmed. */
const renderTextMark = async ({ text, font = 'sans-serif', color = '#ffffff', outline }: TextMark): Promise<Buffer> => {
  const width = Math.round(120 * (text.length + 2));
  const stroke = outline === undefined ? '' : ` stroke="${escapeXml(outline)}" stroke-width="5" paint-order="stroke"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="200"><text x="50%" y="140" text-anchor="middle" font-family="${escapeXml(font)}" font-weight="bold" font-size="120" fill="${escapeXml(color)}"${stroke}>${escapeXml(text)}</text></svg>`;
  const sharp = await loadSharp();
  return sharp(Buffer.from(svg)).trim().png().toBuffer();
};

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
