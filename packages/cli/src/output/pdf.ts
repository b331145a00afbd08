import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ListingLintError, MAX_DATA_BYTES, readBytes, withTemporaryFolder } from '@listing-lint/core';
import type { Io } from './io.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
/** 5,000 pictures took 92 s on two busy cores. */
const TIMEOUT_MS = 600_000;

/** The installed Chromium or Chrome: `LISTING_LINT_CHROMIUM`, else the first on the PATH or where installers put it. */
export const findChromium = (env: Io['env']): string | undefined => {
  const named = env['LISTING_LINT_CHROMIUM'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...candidates, ...PLACES].find((path) => existsSync(path));
};

/** What a page is printed for. */
export interface Printing {
  /** How messages call the file. */
  readonly name: string;
  readonly env: Io['env'];
  /** The ISO date or time that it is to bear; without one it bears none. */
  readonly now?: string | undefined;
}

/**
 * The page as it prints, made by an installed Chromium without network; one page gives the same bytes at any time. Throws `output-failed`
 * where there is none or it fails.
 */
export const pdfOf = async (html: string, { name, env, now }: Printing): Promise<Buffer> => {
  const chromium = findChromium(env);
  if (chromium === undefined) {
    throw new ListingLintError(
      'output-failed',
      `cannot write ${name}: a PDF is printed by Chromium or Chrome, and none was found`,
      [
        {
          message: 'no browser to print with',
          hint: 'install one, name it in LISTING_LINT_CHROMIUM, or write the report as .html and print that',
        },
      ],
    );
  }
  return withTemporaryFolder('pdf', async (folder) => {
    const page = join(folder, 'page.html');
    const pdf = join(folder, 'page.pdf');
    await writeFile(page, html);
    await print(chromium, page, pdf, join(folder, 'profile'), name);
    return dated(await readBytes(pdf, { maxBytes: MAX_DATA_BYTES, within: folder }), now);
  });
};

/** When it was printed, in the dictionary at the top of the file. */
const PRINTED_AT = /\/(CreationDate|ModDate) \(D:\d{14}(\+00'00')?\)/g;

/** With the date in place of the time of printing, or with blanks: as many bytes, as the file names each object by its offset. */
const dated = (pdf: Buffer, now: string | undefined): Buffer => {
  const digits = now?.replace(/\D/g, '').padEnd(14, '0').slice(0, 14);
  const text = pdf.toString('latin1').replace(PRINTED_AT, (entry, key: string, zone = '') => {
    return digits === undefined ? ' '.repeat(entry.length) : `/${key} (D:${digits}${zone})`;
  });
  return Buffer.from(text, 'latin1');
};

const print = (chromium: string, page: string, pdf: string, profile: string, name: string): Promise<void> =>
  new Promise((settle, fail) => {
    const isRoot = process.getuid?.() === 0;
    const child = spawn(
      chromium,
      [
        '--headless',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        '--host-resolver-rules=MAP * ~NOTFOUND',
        ...(isRoot ? ['--no-sandbox'] : []),
        `--user-data-dir=${profile}`,
        '--no-pdf-header-footer',
        `--print-to-pdf=${pdf}`,
        pathToFileURL(page).href,
      ],
      { stdio: 'ignore', timeout: TIMEOUT_MS },
    );
    const broken = (why: string, cause?: unknown): void =>
      fail(new ListingLintError('output-failed', `cannot write ${name}: ${chromium} ${why}`, [], { cause }));
    child.on('error', (error) => broken(`could not be started (${error.message})`, error));
    child.on('exit', (code) => {
      if (code === 0 && existsSync(pdf)) settle();
      else broken(code === null ? 'took too long' : `made no PDF (exit code ${code})`);
    });
  });
