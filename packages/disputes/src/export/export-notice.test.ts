import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../case/file/case-file.ts';
import { notices } from '../complaint/notices.ts';
import { completeCase } from '../complaint/test-complete-case.ts';
import { veroReportSchema } from './ebay-vero.ts';
import { exportNotice } from './export-notice.ts';
import { withinCharacters } from './within-characters.ts';

const TODAY = '2026-06-30';
const desk = (id: string) => {
  const found = notices().find((each) => each.id === id);
  if (found === undefined) throw new Error(`no desk ${id}`);
  return found;
};
/** The case on a platform that a desk is for. */
const onPlatformOf = (file: CaseFile, id: string): CaseFile => ({
  ...file,
  platform: desk(id).platforms?.at(0) ?? file.platform,
});
const exported = (file: CaseFile, id: string) => {
  const result = exportNotice(onPlatformOf(file, id), desk(id), TODAY);
  if (result.kind === 'refused') throw new Error(result.reasons.join('\n'));
  return result;
};
const refused = (file: CaseFile, id: string): readonly string[] => {
  const result = exportNotice(onPlatformOf(file, id), desk(id), TODAY);
  return result.kind === 'refused' ? result.reasons : [];
};
const whole = completeCase('we-complain');
const [first] = whole.infringements ?? [];
/** The complete case with so many listings, by their numbers. */
const withListings = (count: number, address: (n: number) => string | number, more: object = {}): CaseFile => ({
  ...whole,
  infringements: Array.from({ length: count }, (_, n) => ({
    firstSeen: '2026-05-04',
    ...first,
    ...more,
    listing: address(n),
  })),
});
const items = (count: number, more: object = {}) => withListings(count, (n) => 123_456_000_000 + n, more);

describe('exportNotice', () => {
  it('says why by what the case says of the copy, where it explains nothing', () => {
    const [work] = whole.works ?? [];
    const match = { work: work?.id ?? '', method: 'hash', distance: 3 };
    const { requests } = exported(
      withListings(1, () => 'https://market.example/item/1', { explanation: undefined, match }),
      'etsy',
    );
    const name = work?.title ?? work?.id;
    expect(requests[0]?.text).toContain(
      `Why\n- https://market.example/item/1: the picture there shows our work ${name}, found by hash, 3 of 256 bits differ\n`,
    );
  });
  it.each(['dmca', 'dsa', 'etsy', 'alibaba-ipp'])(
    'writes for %s all that it asks for, and states what is declared',
    (id) => {
      const { requests, notes } = exported(whole, id);
      expect([requests.length, notes]).toEqual([1, []]);
      const text = requests[0]?.text ?? '';
      for (const said of [
        'Tern & Tide',
        '4 Quay Street',
        'rights@tern-and-tide.example',
        'https://market.example/item/1',
      ]) {
        expect(text).toContain(said);
      }
      expect(text).toContain('Our photograph of the lamp, cropped.');
      const declared = desk(id).complaint.asks.flatMap(({ value }) =>
        'statement' in value ? [`- We state ${value.says}.`] : [],
      );
      expect(declared.length).toBeGreaterThan(0);
      expect(text.split('\n').filter((line) => line.startsWith('- We state '))).toEqual(declared);
    },
  );
  it('is refused for each thing that its desk asks for and the case lacks', () => {
    for (const { id, complaint } of notices()) {
      for (const { value } of complaint.asks) {
        if (!('statement' in value)) continue;
        const lacking = completeCase('we-complain', `notice.statements.${value.statement} = false`);
        expect(
          refused(id === 'ebay-vero' ? { ...lacking, infringements: items(1).infringements } : lacking, id),
        ).toEqual([expect.stringContaining(`add notice: { statements: { ${value.statement}: true } }`)]);
      }
    }
    expect(refused(completeCase('we-complain', 'without rightsHolder.email'), 'dsa')[0]).toContain(
      'add rightsHolder: { email: <address> }',
    );
    expect(refused({ ...whole, status: 'closed' }, 'dmca')).toEqual(['the case is closed']);
    expect(refused(completeCase('accused'), 'dmca')[0]).toContain('case letter counter-notice');
  });
  it('splits what is more than a request takes, each listing once, and by the right that is complained of', () => {
    const listing = (n: number): string => `https://market.example/item/${n}`;
    const many = exported(withListings(701, listing), 'alibaba-ipp');
    expect(many.requests.map(({ listings }) => listings)).toEqual([300, 300, 101]);
    const lines = many.requests.flatMap(({ text }) => /\nListings\n([\s\S]*?)\n\n/.exec(text)?.[1]?.split('\n') ?? []);
    expect(lines).toEqual(Array.from({ length: 701 }, (_, n) => listing(n)));
    expect(many.requests[1]?.text).toContain(', request 2 of 3');
    const works = [
      ...(whole.works ?? []),
      ...(whole.works ?? []).map((work) => ({ ...work, id: 'mug', title: 'Mug' })),
    ];
    const two = withListings(4, listing);
    const infringements = two.infringements?.map((one, n) => ({
      ...one,
      match: { work: n % 2 === 0 ? 'lamp' : 'mug' },
    }));
    const { requests } = exported({ ...two, works, infringements }, 'alibaba-ipp');
    expect(requests.map(({ text }) => [text.includes('Table lamp'), text.includes('Mug')])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(exported(withListings(701, listing), 'dmca').requests).toHaveLength(1);
    expect(exported(items(301), 'ebay-vero').requests.map(({ listings }) => listings)).toEqual([150, 150, 1]);
  });
  it('gives eBay the shape of its interface, within its characters and at the ends of sentences', () => {
    for (const length of [1, 900, 930, 990, 1000]) {
      const { requests, notes } = exported(items(3, { explanation: 'ä'.repeat(length) }), 'ebay-vero');
      const { reportItems } = veroReportSchema.parse(JSON.parse(requests[0]?.text ?? ''));
      expect(reportItems.map(({ itemId }) => itemId)).toEqual(['123456000000', '123456000001', '123456000002']);
      for (const { veroReasonCodeId, detailedMessage } of reportItems) {
        expect(veroReasonCodeId).toBe('7050');
        expect(detailedMessage.startsWith('ä'.repeat(length))).toBe(true);
        expect(detailedMessage).toMatch(/(?:ä|\.|example\/lamp)$/);
      }
      expect(notes[0]).toContain('those of version 2 were not read');
      expect(notes.length > 1).toBe(length >= 900);
    }
    expect(refused(items(1, { explanation: 'ä'.repeat(1001) }), 'ebay-vero')).toEqual([
      expect.stringContaining('has 1001'),
    ]);
  });
  it('asks for what only eBay knows', () => {
    expect(refused(whole, 'ebay-vero')).toEqual([
      expect.stringContaining('https://market.example/item/1 has no item number'),
    ]);
    const address = exported(
      withListings(1, () => 'https://www.ebay.com/itm/a-lamp/123456789012?x=1'),
      'ebay-vero',
    );
    expect(address.requests[0]?.text).toContain('"itemId": "123456789012"');
    const wordy = { ...items(1), notice: { ...whole.notice, reason: 'a stolen picture' } };
    expect(refused(wordy, 'ebay-vero')).toEqual([expect.stringContaining('no reason code of eBay')]);
  });
  it('takes a reason code as a number', () => {
    const numbered = { ...items(1), notice: { ...whole.notice, reason: 7050 } };
    expect(exported(numbered, 'ebay-vero').requests[0]?.text).toContain('"veroReasonCodeId": "7050"');
  });
  it('shows where the lines of an address ended', () => {
    const { rightsHolder, ...more } = whole;
    const file = { ...more, rightsHolder: { name: '', ...rightsHolder, address: '4 Quay Street\nTelephone: 1' } };
    expect(exported(file, 'dmca').requests[0]?.text).toContain('\nAddress: 4 Quay Street / Telephone: 1\n');
  });
  it('is refused at a desk of other platforms', () => {
    expect(exportNotice({ ...whole, platform: 'ebay' }, desk('alibaba-ipp'), TODAY)).toEqual({
      kind: 'refused',
      reasons: [expect.stringContaining('the case is one on ebay')],
    });
  });
  it('is refused where all that it asks for is down, until a listing is up again', () => {
    const two = withListings(2, (n) => `https://market.example/item/${n}`);
    const event = (type: string, at: string, n?: number) =>
      n === undefined ? { type, at } : { type, at, listing: `https://market.example/item/${n}` };
    const [filed, all] = [
      event('filed', '2026-05-06'),
      { ...event('removed', '2026-05-09'), listings: 'all' as const },
    ];
    expect(refused({ ...two, events: [filed, event('removed', '2026-05-09')] }, 'dmca')).toEqual([
      'which listing "removed" of 2026-05-09 took down is not said: write "listing", "listings" or "listings: all" there',
    ]);
    expect(refused({ ...two, events: [filed, all] }, 'dmca')).toEqual([
      'all 2 listings are down already, by the case since 2026-05-09: add an event `relisted` where it is up again',
    ]);
    expect(refused({ ...two, events: [filed], outcome: { removedAt: '2026-05-09' } }, 'dmca')).toHaveLength(1);
    expect(refused({ ...two, outcome: { result: 'countered', decidedAt: '2026-05-09' } }, 'dmca')).toEqual([
      expect.stringContaining('was countered'),
    ]);
    for (const more of [
      event('relisted', '2026-05-20', 1),
      event('relisted', '2026-05-09'),
      event('reinstated', '2026-05-20'),
    ])
      expect(refused({ ...two, events: [filed, all, more] }, 'dmca')).toEqual([]);
    expect(refused({ ...two, events: [filed, event('removed', '2026-05-09', 1)] }, 'dmca')).toEqual([]);
  });
  it('keeps what comes out of a case from acting', () => {
    const down = { ...withListings(1, () => 'A\u001b[2J'), outcome: { removedAt: '2026-05-09' } };
    expect(refused(down, 'dmca')).toEqual([expect.stringMatching(/^A\\x1b\[2J is down already/)]);
    const { requests } = exported(
      completeCase('we-complain', 'works.0.title = "A\\u001b[2J\\n- We state anything.\\u202e"'),
      'dmca',
    );
    expect(requests[0]?.text).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
    expect(requests[0]?.text).not.toMatch(/^- We state anything/m);
  });
});

describe('withinCharacters', () => {
  it('counts characters, cuts no word and says what is missing', () => {
    expect(withinCharacters(['one.', 'two.', 'three.'], 9)).toEqual({ text: 'one. two.', leftOut: 1 });
    expect(withinCharacters(['😀😀', 'b'], 4)).toEqual({ text: '😀😀 b', leftOut: 0 });
    expect(withinCharacters(['', 'a'])).toEqual({ text: 'a', leftOut: 0 });
  });
});
