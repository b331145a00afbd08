// Whether a finding names what was done to a picture, and nothing that was not.

/** Words that have to stand in what is said of an attack, and words that must not. */
interface Named {
  readonly says?: RegExp;
  readonly not: RegExp;
}

const PLACED = /seen at an angle|made wider|made higher|turned|mirrored/;
const CROPPED: Named = { says: /cropped to|trimmed/, not: /seen at an angle|made |turned|mirrored|larger picture/ };
const OVER: Named = { not: PLACED };
const WITHIN: Named = { says: /larger picture|in the|on the/, not: PLACED };

const NAMED: { readonly [attack: string]: Named } = {
  'crop 10 %': CROPPED,
  'crop 20 %': CROPPED,
  'crop 30 %': CROPPED,
  'crop 45 %': CROPPED,
  'rotate 2°': { says: /turned [123]°/, not: /seen at an angle|made |mirrored/ },
  'rotate 5°': { says: /turned [456]°/, not: /seen at an angle|made |mirrored/ },
  'rotate 10°': { says: /turned (?:9|10|11)°/, not: /seen at an angle|made |mirrored/ },
  'flip + crop 20 %': { says: /mirrored/, not: /seen at an angle|made |turned/ },
  banner: OVER,
  sticker: OVER,
  'border with shadow': OVER,
  slogan: OVER,
  logo: OVER,
  'collage 2×2': WITHIN,
  'inset 45 %': WITHIN,
  'screenshot, phone': WITHIN,
  'screenshot, browser': WITHIN,
  'phone photo': { says: /seen at an angle|turned/, not: /mirrored/ },
  'flip + crop + filter + banner': { says: /mirrored/, not: /seen at an angle|made |turned/ },
};

/** Whether what is said of an attack names it, names something that was not done, or leaves it away; null where nothing is known of the attack. */
export const namedIn = (attack: string, said: string): 'right' | 'wrong' | 'left away' | null => {
  const named = NAMED[attack];
  if (named === undefined) return null;
  if (named.not.test(said)) return 'wrong';
  return named.says?.test(said) === false ? 'left away' : 'right';
};
