/** Chance for one scene, the same for the same picture. */
export interface SceneHand {
  /** 0–1. */
  readonly random: () => number;
  readonly between: (from: number, to: number) => number;
  readonly whole: (from: number, to: number) => number;
  readonly either: (...all: readonly string[]) => string;
  readonly colour: () => string;
}

/** A page around a picture; `others` are addresses of pictures that have nothing to do with it. */
export interface BrowserScene {
  readonly name: string;
  readonly html: (picture: string, others: readonly string[], hand: SceneHand) => string;
}

const WORDS = [
  'SALE',
  'BEST PRICE',
  'Free shipping',
  '限时特价',
  '-50 %',
  'NEW',
  'Top quality',
  '包邮',
  'Order now!',
  'СКИДКА',
  '2 + 1',
];
const TEXT =
  'Beautiful item in very good condition, ships within two days from our warehouse. Colours may differ. Ask us anything before you order.';

const img = (source: string, style = ''): string => `<img src="${source}" style="${style}">`;
const word = ({ either }: SceneHand): string => either(...WORDS);
const photo = (inner: string, style = ''): string =>
  `<div class="photo" style="overflow:hidden;${style}">${inner}</div>`;
const wide = (source: string, style = ''): string => img(source, `width:100%;display:block;${style}`);
const cover = (source: string, style = ''): string => img(source, `width:100%;height:100%;object-fit:cover;${style}`);
const over = (style: string, text: string): string => `<div style="position:absolute;${style}">${text}</div>`;
const middle = 'display:flex;align-items:center;justify-content:center;text-align:center;';
const side = ({ random }: SceneHand): number => (random() < 0.5 ? -1 : 1);
const shuffled = (all: readonly string[], { random }: SceneHand): readonly string[] =>
  all.toSorted(() => random() - 0.5);

const zoomed = (source: string, hand: SceneHand, from: number, to: number): string => {
  const zoom = hand.between(from, to);
  const room = 50 * (1 - 1 / zoom);
  const [x, y] = [hand.between(-room, room), hand.between(-room, room)];
  return photo(wide(source, `transform:scale(${zoom}) translate(${x}%,${y}%)`));
};

const banner = (hand: SceneHand, edge: string): string =>
  over(
    `left:0;right:0;${edge}:0;height:${hand.between(14, 24)}%;background:${hand.colour()};color:#fff;font:bold 54px sans-serif;${middle}`,
    `${word(hand)} ${word(hand)}`,
  );

const EDITED: readonly BrowserScene[] = [
  { name: 'crop up to 30 %', html: (own, _, hand) => zoomed(own, hand, 1.15, 1.43) },
  { name: 'crop 38 to 45 %', html: (own, _, hand) => zoomed(own, hand, 1.6, 1.82) },
  { name: 'square, filled', html: (own) => img(own, 'width:700px;height:700px;object-fit:cover') },
  {
    name: 'in a circle',
    html: (own, _, { either, colour }) =>
      `<div style="padding:40px;background:${either('#fff', colour())}">${img(own, 'width:640px;height:640px;object-fit:cover;border-radius:50%')}</div>`,
  },
  {
    name: 'turned by 3 to 10°',
    html: (own, _, hand) =>
      photo(
        wide(own, `transform:rotate(${hand.between(3, 10) * side(hand)}deg)`),
        `background:${hand.either('#fff', '#000', '#ddd')}`,
      ),
  },
  {
    name: 'mirrored and cropped',
    html: (own, _, { between }) => photo(wide(own, `transform:scaleX(-1) scale(${between(1.1, 1.3)})`)),
  },
  {
    name: 'stretched',
    html: (own, _, { between }) => img(own, `width:${between(700, 860)}px;height:${between(480, 700)}px`),
  },
  {
    name: 'dark, other hue',
    html: (own, _, { between }) =>
      img(
        own,
        `max-width:800px;max-height:800px;filter:brightness(${between(0.5, 0.7)}) contrast(1.2) hue-rotate(${between(-20, 20)}deg)`,
      ),
  },
  { name: 'grey', html: (own) => img(own, 'max-width:800px;max-height:800px;filter:grayscale(1) contrast(1.15)') },
  {
    name: 'multiplied on a gradient',
    html: (own, _, { whole, colour }) =>
      photo(wide(own, 'mix-blend-mode:multiply'), `background:linear-gradient(${whole(0, 360)}deg,${colour()},#eee)`),
  },
  {
    name: 'from the side',
    html: (own, _, hand) =>
      `<div style="width:860px;height:760px;background:${hand.either('#333', '#765', '#999')};perspective:1200px;${middle}filter:brightness(${hand.between(0.85, 1.15)}) contrast(.92) blur(.6px)">${img(own, `max-width:620px;max-height:600px;transform:rotateY(${hand.between(12, 26) * side(hand)}deg) rotateX(${hand.between(-12, 12)}deg) rotateZ(${hand.between(-6, 6)}deg)`)}</div>`,
  },
];

const OVERLAID: readonly BrowserScene[] = [
  { name: 'banner', html: (own, _, hand) => photo(wide(own) + banner(hand, hand.either('top', 'bottom'))) },
  {
    name: 'round sticker',
    html: (own, _, hand) =>
      photo(
        wide(own) +
          over(
            `left:${hand.between(0, 65)}%;top:${hand.between(0, 60)}%;width:30%;aspect-ratio:1;border-radius:50%;background:${hand.colour()};color:#fff;font:bold 44px sans-serif;${middle}transform:rotate(${hand.between(-20, 20)}deg)`,
            word(hand),
          ),
      ),
  },
  {
    name: 'slogan across',
    html: (own, _, hand) =>
      photo(
        wide(own) +
          over(
            `inset:0;${middle}color:${hand.either('#fff', '#000', hand.colour())};font:bold ${hand.whole(70, 110)}px serif;text-shadow:0 0 8px #0006;transform:rotate(${hand.between(-25, 25)}deg)`,
            `${word(hand)}<br>${word(hand)}`,
          ),
      ),
  },
  {
    name: 'logo',
    html: (own, _, { colour }) =>
      photo(
        wide(own) +
          over(
            `right:3%;bottom:3%;padding:10px 16px;border:4px solid ${colour()};color:${colour()};font:bold 40px monospace;background:#fff8`,
            'SHOP24',
          ),
      ),
  },
  {
    name: 'tiled mark',
    html: (own) =>
      photo(
        wide(own) +
          over(
            'inset:0;overflow:hidden;font:bold 38px sans-serif;color:#fff9;line-height:2.6;transform:rotate(-24deg) scale(1.5);word-spacing:30px',
            'SHOP24.example '.repeat(60),
          ),
      ),
  },
  {
    name: 'paused film',
    html: (own) =>
      photo(
        wide(own) +
          over('inset:0;background:#0003', '') +
          over(
            `left:50%;top:50%;transform:translate(-50%,-50%);width:130px;height:130px;border-radius:50%;background:#000a;color:#fff;font:70px sans-serif;${middle}`,
            '▶',
          ) +
          over(
            'left:0;right:0;bottom:0;padding:14px;color:#fff;font:20px sans-serif;background:linear-gradient(transparent,#000c)',
            '0:12 ━━━━●────────── 1:04',
          ),
      ),
  },
  {
    name: 'border with shadow',
    html: (own, _, { whole, colour }) =>
      `<div style="padding:60px;background:${colour()}">${img(own, `max-width:650px;max-height:650px;box-shadow:0 12px 40px #0008;border:${whole(4, 16)}px solid #fff`)}</div>`,
  },
  {
    name: 'mirrored, cropped, filtered, under a banner',
    html: (own, _, hand) =>
      photo(
        wide(own, `transform:scaleX(-1) scale(${hand.between(1.1, 1.25)})`) + banner(hand, 'bottom'),
        'filter:saturate(1.4) contrast(1.1) sepia(.2)',
      ),
  },
];

const SIDE_BY_SIDE: readonly BrowserScene[] = [
  {
    name: 'collage of four',
    html: (own, others, hand) =>
      `<div style="display:grid;grid-template-columns:1fr 1fr;gap:${hand.either('0', '4', '12', '24')}px;width:860px;background:${hand.either('#fff', '#000', hand.colour())}">${shuffled(
        [own, ...others],
        hand,
      )
        .map((each) => img(each, 'width:100%;height:420px;object-fit:cover'))
        .join('')}</div>`,
  },
  {
    name: 'collage, one large',
    html: (own, [a = own, b = own]) =>
      `<div style="display:grid;grid-template-columns:2fr 1fr;grid-template-rows:1fr 1fr;gap:8px;width:860px;height:640px;background:#fff">${cover(own, 'grid-row:1/3')}${cover(a)}${cover(b)}</div>`,
  },
  {
    name: 'inset',
    html: (own, [ground = own], { between, either }) =>
      photo(
        img(ground, 'width:760px;height:640px;object-fit:cover') +
          img(
            own,
            `position:absolute;width:${between(45, 58)}%;left:${between(2, 35)}%;top:${between(2, 20)}%;${either('', 'border:6px solid #fff', 'border-radius:18px')}`,
          ),
      ),
  },
  {
    name: 'before and after',
    html: (own, [a = own]) =>
      `<div style="width:860px;display:flex">${[a, own].map((each) => `<div style="width:430px;height:600px;overflow:hidden">${cover(each)}</div>`).join('')}</div>`,
  },
  {
    name: 'two cut out',
    html: (own, [a = own]) =>
      `<div style="width:860px;height:600px;background:#fff">${img(a, 'position:absolute;left:10px;top:60px;width:420px;mix-blend-mode:multiply')}${img(own, 'position:absolute;left:400px;top:40px;width:440px;mix-blend-mode:multiply')}</div>`,
  },
  {
    name: 'advantages at its side',
    html: (own, _, hand) =>
      `<div style="width:812px;background:${hand.either('#fff', '#f3efe6', hand.colour())};font:26px sans-serif;padding:24px"><h1 style="margin:0">${word(hand)}</h1><div style="display:flex;gap:20px">${img(own, 'width:520px')}<ul style="margin:0"><li>Strong<li>Light<li>100 % cotton<li>Washable<li>Two years</ul></div></div>`,
  },
];

const SCREENS: readonly BrowserScene[] = [
  {
    name: 'page of a shop',
    html: (own, others, hand) =>
      `<div style="width:880px;height:880px;background:#fff;font:16px sans-serif;overflow:hidden"><div style="background:${hand.colour()};color:#fff;padding:14px">★ MegaMarket &nbsp; Search… &nbsp; Cart (2)</div><div style="display:flex;gap:24px;padding:20px"><div>${img(own, 'width:460px')}<div style="display:flex;gap:8px;margin-top:10px">${others.map((each) => img(each, 'width:80px;height:80px;object-fit:cover')).join('')}</div></div><div style="max-width:340px"><h2>${word(hand)} article 4711</h2><p style="font-size:28px;color:#b00">$ 19.99</p><p>${TEXT}</p><button style="padding:12px 30px;background:#f90;border:0">Buy now</button><p>${TEXT}</p></div></div></div>`,
  },
  {
    name: 'page of results',
    html: (own, others, hand) =>
      `<div style="width:848px;background:#f4f4f4;font:14px sans-serif;padding:16px"><h3>Results</h3><div style="display:grid;grid-template-columns:1fr 1fr;gap:16px">${shuffled(
        [own, ...others],
        hand,
      )
        .map(
          (each) =>
            `<div style="background:#fff;border-radius:8px;padding:8px">${img(each, 'width:100%;height:300px;object-fit:contain')}<div>Item name long<br><b>$ ${hand.whole(5, 99)}.90</b> ★★★★☆</div></div>`,
        )
        .join('')}</div></div>`,
  },
  {
    name: 'app of a telephone',
    html: (own) =>
      `<div style="width:440px;height:880px;background:#111;color:#fff;font:15px sans-serif;overflow:hidden"><div style="padding:6px 14px;display:flex;justify-content:space-between"><span>14:07</span><span>▮▮▮ 82 %</span></div><div style="padding:8px 14px">‹ &nbsp; seller_77</div>${wide(own)}<div style="padding:10px 14px">♡ 1.2k &nbsp; ✉ 31<br><b>seller_77</b> ${TEXT}</div></div>`,
  },
  {
    name: 'story over itself, blurred',
    html: (own, _, hand) =>
      `<div style="width:500px;height:880px;overflow:hidden;background:#000">${img(own, 'position:absolute;left:-40px;top:-40px;width:580px;height:960px;object-fit:cover;filter:blur(30px) brightness(.7)')}${img(own, 'position:absolute;left:0;width:100%;top:50%;transform:translateY(-50%)')}${over('bottom:60px;width:100%;text-align:center;color:#fff;font:bold 36px sans-serif', word(hand))}</div>`,
  },
];

export const BROWSER_SCENES: readonly BrowserScene[] = [...EDITED, ...OVERLAID, ...SIDE_BY_SIDE, ...SCREENS];
