import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rightClicksOn } from './browser/right-click.ts';
import { disagreementsOf, pageRightsOf } from './image-rights.ts';
import { markupOf } from './markup/markup.ts';
import { refuseToPass } from './tried-pictures.ts';

const PICTURES = ['listings/lamp/01-front.jpg', 'listings/mug/01-front.jpg', 'listings/mug/02-top.jpg'];
const statedIn = (html: string) => pageRightsOf(markupOf(html), PICTURES);
const jsonLd = (value: unknown): string => `<p>\n<script type="application/ld+json">${JSON.stringify(value)}</script>`;

describe('what a page states of pictures of the shop', () => {
  it('is read from JSON-LD, however deep it stands', () => {
    const { stated } = statedIn(
      jsonLd({
        '@graph': [
          {
            '@type': 'Product',
            image: [
              {
                '@type': ['ImageObject'],
                contentUrl: 'https://shop.example/img/mug/01-front.jpg?w=800',
                creator: { '@type': 'Organization', name: 'Acme' },
                license: 'https://shop.example/licence',
                acquireLicensePage: 'https://shop.example/buy',
              },
            ],
          },
        ],
      }),
    );
    expect(stated).toEqual([
      {
        picture: 'listings/mug/01-front.jpg',
        line: 2,
        creators: ['Acme'],
        licences: ['https://shop.example/licence'],
        acquirePages: ['https://shop.example/buy'],
      },
    ]);
  });

  it('is read from microdata', () => {
    const { stated } = statedIn(`<div itemscope itemtype="https://schema.org/ImageObject">
<img itemprop="contentUrl" src="02-top.jpg"><a itemprop="license" href="https://shop.example/licence">terms</a>
<span itemprop="creator" itemscope itemtype="https://schema.org/Person">by <b itemprop="name">The
 studio</b></span><meta itemprop="acquireLicensePage" content="https://shop.example/buy"></div>`);
    expect(stated).toEqual([
      {
        picture: 'listings/mug/02-top.jpg',
        line: 1,
        creators: ['The studio'],
        licences: ['https://shop.example/licence'],
        acquirePages: ['https://shop.example/buy'],
      },
    ]);
  });

  it('is of no picture where two have the name, or none', () => {
    const of = (contentUrl: string) => statedIn(jsonLd({ '@type': 'ImageObject', contentUrl, creator: 'x' })).stated;
    expect(of('https://shop.example/01-front.jpg')).toEqual([]);
    expect(of('https://shop.example/other.jpg')).toEqual([]);
    expect(of('http://[')).toEqual([]);
    expect(of('lamp/01-front.jpg')).toHaveLength(1);
  });

  it('is not known where a block cannot be read', () => {
    expect(statedIn('<p>\n\n<script type="application/ld+json">{ "@type": </script>')).toEqual({
      stated: [],
      unread: [3],
    });
    expect(statedIn(`<script type="application/ld+json">${'['.repeat(500)}${']'.repeat(500)}</script>`).unread).toEqual(
      [1],
    );
  });

  it('has an end', () => {
    expect(() => markupOf('<div>'.repeat(3000))).toThrow('elements 2000 deep');
    expect(() => markupOf('<i itemscope></i>'.repeat(20_001))).toThrow('more than 20000 items');
  });

  it('costs time that grows with its length alone', { tags: 'timing' }, () => {
    const started = performance.now();
    markupOf('<b itemprop=a>'.repeat(1990) + 'x <i>y</i>'.repeat(100_000));
    markupOf(`<div itemscope>${'<p itemprop=a>z</p>'.repeat(100_000)}</div>`);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('page and picture', () => {
  const stated = {
    picture: 'a.jpg',
    line: 4,
    creators: ['Acme'],
    licences: ['http://shop.example/licence/'],
    acquirePages: ['https://shop.example/buy'],
  };
  const nothing = { creators: [], licences: [], acquirePages: [] };

  it('agree in whatever spelling, and where one of them says nothing', () => {
    expect(disagreementsOf(stated, nothing)).toEqual([]);
    const same = { ...nothing, creators: [' acme', 'Other'], licences: ['https://shop.example/licence'] };
    expect(disagreementsOf(stated, same)).toEqual([]);
  });

  it('disagree by each of the three', () => {
    const other = { creators: ['Bob'], licences: ['https://a.example'], acquirePages: ['https://b.example'] };
    expect(disagreementsOf(stated, other)).toEqual([
      'line 4: the page names “Acme” as creator of a.jpg, the picture “Bob”',
      'line 4: the page names “http://shop.example/licence/” as licence of a.jpg, the picture “https://a.example”',
      'line 4: the page names “https://shop.example/buy” as the page where a licence is to be had of a.jpg, the picture “https://b.example”',
    ]);
  });
});

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

describe.skipIf(CHROMIUM === undefined)('the context menu in Chromium', () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.end('ok');
  });
  let address = '';
  beforeAll(async () => {
    vi.stubEnv('LISTING_LINT_CHROMIUM_SANDBOX', 'off');
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const bound = server.address();
    address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.close();
  });

  it('opens on what does not prevent it', { tags: 'full' }, async () => {
    const page = `<img src="a.jpg"><img src="b.jpg" oncontextmenu="return false">
<script>addEventListener('contextmenu', (event) => { if (event.target.id === 'c') event.preventDefault(); })</script><img id=c src="c.jpg">`;
    expect(await rightClicksOn(page)).toMatchObject({ tried: 3, open: ['a.jpg'], unloaded: [] });
  });

  it('says which pictures scripts have left', { tags: 'full' }, async () => {
    const page = `<img src="a.jpg"><img src="b.jpg" width=9 height=9><script>document.images[0].remove()</script>`;
    expect(await rightClicksOn(page)).toMatchObject({ tried: 0, shown: 0, sources: ['b.jpg'], open: [] });
  });

  it('says which scripts it did not load', { tags: 'full' }, async () => {
    const page = '<img src="a.jpg"><script src="shop.js"></script>';
    expect(await rightClicksOn(page)).toMatchObject({
      tried: 1,
      open: ['a.jpg'],
      unloaded: ['http://page.invalid/shop.js'],
    });
  });

  it('reaches nobody from a hostile page, which ends', { tags: 'full' }, async () => {
    const page = `<img src="${address}/i"><img src="file:///etc/passwd"><iframe src="${address}/f"></iframe>
<link rel=stylesheet href="${address}/s"><script src="${address}/j"></script><script>
fetch('${address}/x').catch(() => 0); new Image().src = '${address}/y'; navigator.sendBeacon('${address}/z', '1');
try { new WebSocket('${address.replace('http', 'ws')}/w') } catch {}
addEventListener('contextmenu', (event) => { event.stopImmediatePropagation(); open('${address}/p'); }, true);
alert(1); Array.prototype.push = JSON.stringify = () => { throw 1 };
</script>`;
    expect((await rightClicksOn(page)).open).toEqual([`${address}/i`]);
    expect(asked).toBe(0);
  });

  it('is not known of a page that does not end', { tags: 'full' }, async () => {
    await expect(rightClicksOn('<img src=a.jpg><script>for (;;);</script>', 5000)).rejects.toThrow(
      /could not be tried|took longer/,
    );
  });
});

describe('a page on which no menu opened', () => {
  const counts = { tried: 1, shown: 1 };
  it.each([
    [['a.jpg'], ['a.jpg'], counts, undefined],
    [['a.jpg', 'b.jpg'], ['a.jpg'], counts, 'took away 1 of its pictures (b.jpg)'],
    [['a.jpg'], [], { tried: 0, shown: 0 }, 'took away 1 of its pictures'],
    [['a.jpg'], ['a.jpg'], { tried: 0, shown: 0 }, 'none of its pictures is shown so large'],
    [['a.jpg'], ['a.jpg'], { tried: 60, shown: 61 }, '61 pictures are shown, and only 60 were tried'],
  ])('%j, then %j, %j: %s', (written, sources, tried, why) => {
    const pass = (): void => refuseToPass(written, sources, tried);
    if (why === undefined) expect(pass).not.toThrow();
    else expect(pass).toThrow(why);
  });
});
