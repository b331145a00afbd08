import { setTimeout as pause } from 'node:timers/promises';
import { ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { withBrowser } from './chromium.ts';
import type { BrowserPipe, Message } from './pipe.ts';

/** What a right click on the pictures of a page does. */
export interface RightClicks {
  /** Pictures that were tried. */
  readonly tried: number;
  /** Pictures that are shown large enough to be tried; more of them than `tried` were left out. */
  readonly shown: number;
  /** Addresses of all pictures that the page has once its scripts have run, as it writes them. */
  readonly sources: readonly string[];
  /** Addresses of those on which the menu opens, as the page writes them. */
  readonly open: readonly string[];
  /** Scripts that the page asks for and that were not loaded. */
  readonly unloaded: readonly string[];
}

/** Nobody waits longer for one page. */
const TIMEOUT_MS = 20_000;
/** The page's scripts may still be at work when it has loaded. */
const SETTLE_MS = 400;
const LOAD_MS = 8000;
const MOST_PICTURES = 60;
const MOST_SOURCES = 2000;
const ADDRESS = 'http://page.invalid/';
const WORLD = 'listing-lint';
const VIEW = { width: 1280, height: 900, deviceScaleFactor: 1, mobile: false };
/** The page may run its own scripts and show pictures, and nothing else. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' http: https:; style-src 'unsafe-inline'; img-src * data:; form-action 'none'; webrtc 'block'";
/** 240 × 240 px, in place of every picture: a picture has a size to click on. */
const PICTURE = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240"><rect width="240" height="240"/></svg>',
).toString('base64');

/** Runs in a world of its own before anything of the page, which cannot reach it: the first to hear of a menu, and asked last what came of it. */
const PROBE = `{
  let last;
  addEventListener('contextmenu', (event) => { last = event; }, true);
  const shown = () => [...document.images].filter((image) => {
    const { width, height } = image.getBoundingClientRect();
    return width >= 64 && height >= 64 && getComputedStyle(image).visibility === 'visible';
  });
  const sourceOf = (image) => (image.getAttribute('src') ?? '').slice(0, 200);
  globalThis.probe = {
    list: () => JSON.stringify(shown().slice(0, ${MOST_PICTURES}).map(sourceOf)),
    all: () => JSON.stringify({ shown: shown().length, sources: [...document.images].slice(0, ${MOST_SOURCES}).map(sourceOf) }),
    place: (index) => {
      const image = shown()[index];
      if (image === undefined) return 'null';
      image.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { left, top, width, height } = image.getBoundingClientRect();
      last = undefined;
      return JSON.stringify({ x: left + width / 2, y: top + height / 2 });
    },
    heard: () => (last === undefined ? 'nothing' : last.defaultPrevented ? 'prevented' : 'open'),
  };
}`;

const pageNow = z.object({ shown: z.number(), sources: z.array(z.string()) });
const points = z.object({ x: z.number(), y: z.number() }).nullable();

/** Tries the pictures of a page in a browser without network, within a time in ms. Throws `fact-unavailable` where that cannot be done. */
export const rightClicksOn = (html: string, timeout = TIMEOUT_MS): Promise<RightClicks> =>
  withBrowser(timeout, async (pipe) => {
    try {
      return await tryPictures(pipe, html);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ListingLintError('fact-unavailable', `the page could not be tried in a browser: ${why}`);
    }
  });

const tryPictures = async (pipe: BrowserPipe, html: string): Promise<RightClicks> => {
  const session = await openSession(pipe);
  const unloaded = serve(session, html);
  const loaded = session.once('Page.loadEventFired');
  const world = session.context();
  await session.send('Page.navigate', { url: ADDRESS });
  await Promise.race([loaded, pause(LOAD_MS)]);
  await pause(SETTLE_MS);
  const contextId = await world;
  const ask = async (expression: string): Promise<string> => {
    const { result } = await session.send('Runtime.evaluate', { expression, contextId, timeout: 3000 });
    return z.object({ value: z.string() }).parse(result).value;
  };
  const sources = z.array(z.string()).parse(JSON.parse(await ask('probe.list()')));
  const open: string[] = [];
  for (const [index, source] of sources.entries()) {
    const heard = await click(session, ask, index);
    if (heard === 'nothing') throw new Error(`no event was heard on the picture ${source}`);
    if (heard === 'open') open.push(source);
  }
  // Asked at the end: the clicks, too, may take pictures away.
  const all = pageNow.parse(JSON.parse(await ask('probe.all()')));
  return { tried: sources.length, ...all, open, unloaded: [...unloaded] };
};

const click = async (
  session: Session,
  ask: (expression: string) => Promise<string>,
  index: number,
): Promise<string> => {
  const place = points.parse(JSON.parse(await ask(`probe.place(${index})`)));
  if (place === null) return 'nothing';
  const at = { ...place, button: 'right', clickCount: 1 };
  await session.send('Input.dispatchMouseEvent', { ...at, type: 'mousePressed', buttons: 2 });
  await session.send('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased', buttons: 0 });
  for (let wait = 0; wait < 10; wait++) {
    const heard = await ask('probe.heard()');
    if (heard !== 'nothing') return heard;
    await pause(50);
  }
  return 'nothing';
};

interface Session {
  readonly send: (method: string, params?: Message) => Promise<Message>;
  readonly on: (method: string, listener: (params: Message) => void) => void;
  readonly once: (method: string) => Promise<void>;
  /** Id of the world of the probe in the page that is loaded next. */
  readonly context: () => Promise<number>;
}

const openSession = async (pipe: BrowserPipe): Promise<Session> => {
  const { targetId } = await pipe.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await pipe.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params: Message = {}): Promise<Message> => pipe.send(method, params, String(sessionId));
  const on: Session['on'] = (method, listener) => {
    pipe.on((said, params) => {
      if (said === method) listener(params);
    });
  };
  await send('Page.enable');
  await send('Runtime.enable');
  await send('Emulation.setDeviceMetricsOverride', VIEW);
  await send('Page.addScriptToEvaluateOnNewDocument', { source: PROBE, worldName: WORLD });
  await pipe.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  on(
    'Page.javascriptDialogOpening',
    () => void send('Page.handleJavaScriptDialog', { accept: false }).catch(() => undefined),
  );
  return {
    send,
    on,
    once: (method) => new Promise((settle) => on(method, () => settle())),
    context: () =>
      new Promise((settle) =>
        on('Runtime.executionContextCreated', ({ context }) => {
          const made = z.object({ id: z.number(), name: z.string(), origin: z.string() }).safeParse(context);
          if (made.success && made.data.name === WORLD && made.data.origin.startsWith('http')) settle(made.data.id);
        }),
      ),
  };
};

const paused = z.object({
  requestId: z.string(),
  resourceType: z.string(),
  request: z.object({ url: z.string() }),
});

/** Gives the page, once, and a picture in place of each; everything else fails. Gives the scripts that were asked for. */
const serve = ({ on, send }: Session, html: string): ReadonlySet<string> => {
  const unloaded = new Set<string>();
  let isServed = false;
  const answer = (params: Message): Promise<Message> => {
    const { requestId, resourceType, request } = paused.parse(params);
    const fulfil = (type: string, body: string, more: readonly Message[] = []): Promise<Message> =>
      send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: [{ name: 'Content-Type', value: type }, ...more],
        body,
      });
    if (resourceType === 'Document' && request.url === ADDRESS && !isServed) {
      isServed = true;
      const policy = { name: 'Content-Security-Policy', value: POLICY };
      return fulfil('text/html; charset=utf-8', Buffer.from(html).toString('base64'), [policy]);
    }
    if (resourceType === 'Image') return fulfil('image/svg+xml', PICTURE);
    if (resourceType === 'Script' && unloaded.size < MOST_PICTURES) unloaded.add(request.url.slice(0, 200));
    return send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  };
  on('Fetch.requestPaused', (params) => void answer(params).catch(() => undefined));
  return unloaded;
};
