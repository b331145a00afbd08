import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DEFAULT_BOUNDS } from './capture.ts';
import { SOURCE_READERS } from './source-readers.ts';

const folder = mkdtempSync(join(tmpdir(), 'one-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const picture = {
  request: { url: 'https://market.example/a.jpg' },
  response: { status: 200, content: { mimeType: 'image/jpeg', size: 1, text: 'AA==', encoding: 'base64' } },
};
const part = '--x\r\nContent-Type: image/jpeg\r\nContent-Location: https://market.example/a.jpg\r\n\r\nx\r\n';
const pdfPicture = '1 0 obj <</Subtype /Image /Width 64 /Height 64 /Length 1>> stream\nx\nendstream endobj\n';

it.each([
  ['har', JSON.stringify({ log: { entries: [picture, picture, picture] } })],
  ['mhtml', `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n${part.repeat(3)}--x--\r\n`],
  ['pdf', `%PDF-1.7\n${pdfPicture.repeat(3)}/Page`],
])('of a %s file, what is beyond the bound is a fault that ends it', async (kind, text) => {
  const file = join(folder, `source.${kind}`);
  writeFileSync(file, text);
  const reader = SOURCE_READERS.find((each) => each.kind === kind);
  const found: string[] = [];
  for await (const capture of reader?.captures(
    { file, name: 'it', within: folder },
    { ...DEFAULT_BOUNDS, captures: 2 },
  ) ?? [])
    found.push(capture.kind === 'fault' ? `${capture.problem} ${capture.ends}` : capture.kind);
  expect(found).toEqual(['picture', 'picture', 'it holds more than 2 things; the rest was not looked at true']);
});
