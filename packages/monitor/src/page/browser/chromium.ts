import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ListingLintError, noteUnrepeatable } from '@listing-lint/core/plugin';
import { type BrowserPipe, pipeOf } from './pipe.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const installed = (): string | undefined => {
  const named = process.env['LISTING_LINT_CHROMIUM'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find((path) =>
    existsSync(path),
  );
};

/** Says that pages are one's own, so that their scripts may run where the browser has no sandbox. */
const UNSANDBOXED = 'LISTING_LINT_CHROMIUM_SANDBOX';

/** The browser to try pages in, and whether in its sandbox. Throws `fact-unavailable` where there is none, or none that is safe. */
const browserToUse = (): { readonly path: string; readonly isSandboxed: boolean } => {
  // Which browser there is, and what it does, no file of the project says.
  noteUnrepeatable();
  const path = installed();
  if (path === undefined) {
    const why = 'no Chromium or Chrome was found to try the page in; install one, or name it in LISTING_LINT_CHROMIUM';
    throw new ListingLintError('fact-unavailable', why);
  }
  if (process.env[UNSANDBOXED] === 'off') return { path, isSandboxed: false };
  if (process.getuid?.() !== 0) return { path, isSandboxed: true };
  const why = `Chromium has no sandbox for root, and scripts of the page would run without one; run as another user, or set ${UNSANDBOXED}=off for pages that are yours`;
  throw new ListingLintError('fact-unavailable', why);
};

/** No way out: names resolve to nothing, addresses go to a proxy that is not there. */
const ARGUMENTS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--mute-audio',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
];

let before: Promise<unknown> = Promise.resolve();

/** One browser at a time, however many pages are looked at side by side: each takes some 200 MB. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const result = before.then(work);
  before = result.catch(() => undefined);
  return result;
};

/** Does something with a fresh browser, in turn, which is killed with all its processes in the end, or when the time (ms) is over. */
export const withBrowser = <T>(timeout: number, work: (pipe: BrowserPipe) => Promise<T>): Promise<T> =>
  inTurn(() => inFreshBrowser(timeout, work));

const inFreshBrowser = async <T>(timeout: number, work: (pipe: BrowserPipe) => Promise<T>): Promise<T> => {
  const { path, isSandboxed } = browserToUse();
  const profile = await mkdtemp(join(tmpdir(), 'listing-lint-page-'));
  const child = spawn(
    path,
    [...ARGUMENTS, ...(isSandboxed ? [] : ['--no-sandbox']), `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work(pipeOf(child)),
      new Promise<never>((_settle, fail) => {
        child.on('error', (error) => fail(unavailable(`the browser could not be started (${error.message})`)));
        child.on('exit', (code) => fail(unavailable(`the browser ended by itself (exit code ${code})`)));
        timer = setTimeout(() => fail(tooLong(timeout)), timeout);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    kill(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
  }
};

const unavailable = (why: string): ListingLintError => new ListingLintError('fact-unavailable', why);

const tooLong = (ms: number): ListingLintError =>
  new ListingLintError('work-timeout', `the page took longer than ${ms / 1000} s`);

const kill = (child: ChildProcess): void => {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};
