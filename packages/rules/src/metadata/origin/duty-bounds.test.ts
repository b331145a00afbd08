// Which duties hold of a picture that a model made, by day and by label, at both sides of each bound.
import { describe, expect, it } from 'vitest';
import { aiLabelsSchema, dutiesOn, type LabelKind } from './ai-duties.ts';

const [IPTC, C2PA, AIGC]: readonly LabelKind[] = ['IPTC digital source type', 'C2PA source type', 'AIGC of GB 45438'];
const duty = (id: string, more: object) => ({
  ...{
    id,
    asks: `label ${id}`,
    of: 'x',
    from: '2026-01-01',
    law: id,
    source: { title: 't', url: 'https://a.example' },
  },
  ...{ read: '2025-12-01', certainty: 'A', ...more },
});
const { jurisdictions } = aiLabelsSchema.parse({
  title: 't',
  jurisdictions: [
    {
      ...{ id: 'land', name: 'Land' },
      duties: [
        duty('plain', { labels: [IPTC, C2PA] }),
        duty('ends', { labels: [AIGC], until: '2026-06-30' }),
        duty('later', { labels: [AIGC], from: '2026-08-01', later: { from: '2026-09-01', for: 'small ones' } }),
        duty('keep', { keeps: [IPTC] }),
        duty('that', { labels: [IPTC], from: '2027-01-01', asks: 'that it is said' }),
      ],
    },
  ],
});
const laws = (sentences: readonly string[]): string =>
  sentences.map((each) => /\((\w+);/.exec(each)?.[1] ?? each).join(' ');
const asked = (day: string, ...kinds: readonly (LabelKind | null | undefined)[]): string => {
  const found = dutiesOn(
    day,
    jurisdictions,
    kinds.filter((kind) => kind !== undefined),
  );
  return [
    laws(found.asked),
    laws(found.unmet),
    laws(found.open),
    laws(found.keeping['IPTC digital source type']),
    laws(found.keeping['C2PA source type']),
  ].join(' | ');
};

describe('askedOn', () => {
  it.each<[string, string, ...(LabelKind | null | undefined)[]]>([
    [' |  |  |  | ', '2025-12-31'],
    ['plain ends | plain ends |  | keep | ', '2026-01-01'],
    ['plain ends | ends |  | keep | ', '2026-01-01', IPTC],
    ['plain ends | ends |  | keep | ', '2026-01-01', C2PA],
    ['plain ends | plain |  | keep | ', '2026-06-30', AIGC],
    ['plain | plain |  | keep | ', '2026-07-01', AIGC],
    // What was not understood may be a label.
    ['plain ends |  | plain ends | keep | ', '2026-01-01', null],
    ['plain ends |  | ends | keep | ', '2026-01-01', null, IPTC],
    // Of some it begins later.
    ['plain later | plain | later | keep | ', '2026-08-01'],
    ['plain later | plain | later | keep | ', '2026-08-31'],
    ['plain later | plain later |  | keep | ', '2026-09-01'],
    ['plain later | plain |  | keep | ', '2026-08-15', AIGC],
  ])('%s on %s', (said, day, ...kinds) => {
    expect(asked(day, ...kinds)).toBe(said);
  });
  it('states the duty in a sentence', () => {
    const [first] = dutiesOn('2027-01-01', jurisdictions, [C2PA ?? null]).unmet.toReversed();
    expect(first).toBe('Land asks since 2027-01-01 that it is said (that; read 2025-12-01, certainty A)');
    expect(dutiesOn('2026-01-01', jurisdictions, []).asked[0]).toBe(
      'Land asks since 2026-01-01 for label plain (plain; read 2025-12-01, certainty A)',
    );
    expect(dutiesOn('2026-08-01', jurisdictions, [IPTC ?? null]).open[0]).toMatch(
      /; of small ones only from 2026-09-01, and what made the picture/,
    );
  });
  it('takes no duty that asks for nothing, or for both', () => {
    const takes = (more: object): boolean =>
      aiLabelsSchema.safeParse({ title: 't', jurisdictions: [{ id: 'l', name: 'L', duties: [duty('a', more)] }] })
        .success;
    expect([
      takes({ labels: [IPTC] }),
      takes({ keeps: [IPTC] }),
      takes({}),
      takes({ labels: [IPTC], keeps: [IPTC] }),
    ]).toEqual([true, true, false, false]);
  });
});
