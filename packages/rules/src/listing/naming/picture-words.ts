/**
 * Words in which sellers name the views of a product, by language; one that stands for a product as often (`top`, `box`) is harmless, as
 * words that all names of a listing share say nothing. Amazon's are the variant codes of its bulk upload
 * (https://sellercentral.amazon.com/gp/help/external/JV4FNMT7563SF5F, read 2026-11-25, certainty A).
 */
const words = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(' ').map(foldWord)));

/** Lower case, without accents: `Rückseite`, composed or not, is `ruckseite`. */
export const foldWord = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What is said of the main picture, the surest first: `hero` is a banner elsewhere, `cover` a product. */
export const MAIN_WORDS: readonly ReadonlySet<string>[] = [
  words(
    'main primary', // Amazon: MAIN
    'hauptbild haupt',
    'principal principale',
    '主图 首图',
    'главное главная основное основная',
  ),
  words('cover default featured', 'titelbild', 'portada capa couverture copertina', '封面', 'обложка'),
  words('hero'),
];

export const FRONT_WORDS: ReadonlySet<string> = words(
  'front frnt', // Amazon: FRNT
  'vorne vorderseite',
  'frontal frente',
  'fronte',
  '正面',
  'спереди',
);

/** What is said of pictures that are no main picture where there is another. */
export const OTHER_WORDS: ReadonlySet<string> = words(
  'back rear side left right top bottom inside interior angle',
  'detail details closeup zoom macro alt alternate alternative additional extra',
  'swatch swatches thumb thumbnail',
  'chart sizes sizechart measurements dimensions label ingredients nutrition manual certificate',
  'box packaging package lifestyle scene banner',
  'swch pt bott topp rght insd pair fact eegl', // Amazon
  'rückseite hinten seite massbild verpackung',
  'arriere cote detalle detras trasera lateral verso costas detalhe dietro dettaglio',
  '背面 侧面 反面 细节 详情 尺码 尺寸 色卡 场景 包装',
  'сзади сбоку деталь размер упаковка',
);

/** What stands behind such a word and says nothing: `main-image-1`, `front view`. */
export const FILLER_WORDS: ReadonlySet<string> = words('image images img picture pic photo foto bild view shot imagen');
