import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../case/file/case-file.ts';
import { LANGUAGES, type Letter } from './letter-schema.ts';
import { letterNamed, letters } from './letters.ts';
import { accusedCase, complainingCase, edit, holder, without } from './test-cases.ts';
import { writeLetter } from './write-letter.ts';

const TODAY = '2026-11-26';
const letter = (id: string): Letter => {
  const found = letterNamed(id);
  if ('hint' in found) throw new Error(`no letter ${id}`);
  return found;
};

const under = (file: CaseFile, law: string): boolean => [file.jurisdiction ?? []].flat().includes(law);
const isOnRecord = (file: CaseFile, one: NonNullable<CaseFile['infringements']>[number]): boolean =>
  Boolean(one.capture && file.works?.some(({ id }) => id === one.match?.work)) &&
  (one.counterfeit === true ||
    !file.licensees?.some(
      ({ seller, until }) => seller === file.counterparty?.seller && (!until || until >= one.firstSeen),
    ));
const onRecord = (file: CaseFile) => (file.infringements ?? []).filter((one) => isOnRecord(file, one));
const states = (file: CaseFile, key: 'perjuryAuthority' | 'jurisdictionConsent' | 'truthGuarantee') =>
  file.notice?.statements?.[key] === true;
/** A takedown that followed a complaint, and the same listing listed again after it. */
const mayBeBack = ({ events, notice }: CaseFile): boolean => {
  const of = (type: string) => (events ?? []).filter((event) => event.type === type);
  const filed = [...of('filed').map(({ at }) => at), notice?.filedAt ?? '9999'].toSorted()[0] ?? '9999';
  return of('relisted').some((back) =>
    of('removed').some(({ at, listing }) => listing === back.listing && filed <= at && at <= back.at),
  );
};
const happened = (file: CaseFile, type: string): boolean => file.events?.some((event) => event.type === type) ?? false;

/** What may be declared or charged, the words of it, and when exactly it has to stand in a letter: written apart from the letters. */
const CLAIMS: readonly {
  readonly words: readonly [en: RegExp, zh: RegExp];
  /** `null` where it may stand there. */
  readonly due: (file: CaseFile, id: string) => boolean | null;
}[] = [
  {
    words: [/penalty of perjury/, /伪证罪/],
    due: (file, id) => id === 'counter-notice' && under(file, 'US') && states(file, 'perjuryAuthority'),
  },
  {
    words: [/district in which the address above is located/, /上述地址所在司法区/],
    due: (file, id) =>
      id === 'counter-notice' &&
      under(file, 'US') &&
      states(file, 'jurisdictionConsent') &&
      file.rightsHolder?.jurisdiction === 'US',
  },
  {
    words: [/address above is outside of the United States/, /美国境外/],
    due: (file, id) =>
      id === 'counter-notice' &&
      under(file, 'US') &&
      states(file, 'jurisdictionConsent') &&
      file.rightsHolder?.jurisdiction === 'GB',
  },
  {
    words: [/guarantee that this declaration is true/, /保证本声明内容真实/],
    due: (file, id) => id === 'counter-notice' && under(file, 'CN') && states(file, 'truthGuarantee'),
  },
  {
    words: [/shows a picture that agrees with our work/, /展示的图片与我方作品/],
    due: (file, id) =>
      (id === 'cease-and-desist' || (id === 'platform-reply' && file.direction !== 'accused')) &&
      onRecord(file).length > 0,
  },
  {
    words: [/our mark is no longer there/, /已无我方标识/],
    due: (file, id) => id === 'cease-and-desist' && onRecord(file).some((one) => one.watermarkRemoved === true),
  },
  {
    words: [/not genuine/, /并非正品/],
    due: (file, id) => id === 'cease-and-desist' && onRecord(file).some((one) => one.counterfeit === true),
  },
  {
    words: [/was up again/, /再次上架/],
    due: (file, id) =>
      (id === 'cease-and-desist' || (id === 'platform-reply' && file.direction !== 'accused')) && mayBeBack(file)
        ? null
        : false,
  },
  {
    words: [/an action has been brought/, /提起诉讼/],
    due: (file, id) => id === 'platform-reply' && file.direction !== 'accused' && happened(file, 'suit-notified'),
  },
  {
    words: [/hold no answer/, /尚无答复/],
    due: (file, id) =>
      id === 'platform-reply' &&
      file.direction === 'accused' &&
      Boolean(file.defence?.evidenceRequest) &&
      !file.defence?.evidenceRequest?.answeredAt,
  },
];

/** Holds each letter that is written to what the case says: nothing that is due is missing, nothing else is claimed. */
const holdToCase = (file: CaseFile, id: string): 'written' | 'refused' => {
  const outcomes = LANGUAGES.map((language, column) => {
    const result = writeLetter(letter(id), file, { language, today: TODAY });
    if (result.kind === 'refused') {
      expect(result.reasons.length).toBeGreaterThan(0);
      return result.kind;
    }
    for (const { words, due } of CLAIMS) {
      const isThere = words[column]?.test(result.text);
      expect([words[column]?.source, isThere]).toEqual([words[column]?.source, due(file, id) ?? isThere]);
    }
    expect(result.text).not.toMatch(/\{\{|undefined|null|\[object/);
    return result.kind;
  });
  expect(outcomes[0]).toBe(outcomes[1]);
  return outcomes[0] ?? 'refused';
};

const [first = { listing: '', firstSeen: '' }, second = first] = complainingCase.infringements ?? [];
const licensee = (until: string) => [{ name: 'Harbour Homes', seller: 'bright-lamps', until }];

/** Case, letter, and the reason for which it is not written (`undefined`: it is). */
const CASES: readonly (readonly [file: CaseFile, id: string, reason?: string])[] = [
  [accusedCase, 'evidence-request'],
  [without(accusedCase, 'accusation', 'grounds'), 'evidence-request'],
  [without(accusedCase, 'accusation', 'listings'), 'evidence-request'],
  [without(accusedCase, 'works'), 'evidence-request'],
  [without(accusedCase, 'rightsHolder', 'email'), 'evidence-request'],
  [edit(accusedCase, { status: 'closed' }), 'evidence-request', 'the case is closed'],
  [without(accusedCase, 'rightsHolder'), 'evidence-request', 'rightsHolder.name'],
  [without(accusedCase, 'accusation', 'by'), 'evidence-request', 'accusation.by'],
  [without(accusedCase, 'accusation'), 'evidence-request', 'accusation.receivedAt'],
  [complainingCase, 'evidence-request', 'direction: accused'],
  [accusedCase, 'counter-notice'],
  [edit(accusedCase, { jurisdiction: 'CN' }), 'counter-notice'],
  [edit(accusedCase, { jurisdiction: 'US', rightsHolder: holder('US') }), 'counter-notice'],
  [edit(accusedCase, { jurisdiction: 'DE', notice: { signature: { name: 'Legal desk' } } }), 'counter-notice'],
  [edit(accusedCase, { events: [{ type: 'removed', at: '2026-11-21' }] }), 'counter-notice'],
  [edit(accusedCase, { events: [], outcome: { removedAt: '2026-11-21' } }), 'counter-notice'],
  [without(accusedCase, 'events'), 'counter-notice', 'the material was removed or disabled'],
  [
    edit(accusedCase, { events: [{ type: 'removed', at: '2026-11-21', listing: 'https://market.example/item/1' }] }),
    'counter-notice',
    'the material was removed or disabled',
  ],
  [edit(accusedCase, { events: [], jurisdiction: 'CN' }), 'counter-notice'],
  [without(accusedCase, 'jurisdiction'), 'counter-notice', 'whose law applies'],
  [without(accusedCase, 'platform'), 'counter-notice', 'platform'],
  [without(accusedCase, 'works'), 'counter-notice', 'no proof'],
  [without(accusedCase, 'notice', 'signature'), 'counter-notice', 'notice.signature.name'],
  [without(accusedCase, 'accusation', 'listings'), 'counter-notice', 'accusation.listings'],
  [without(accusedCase, 'notice', 'statements', 'goodFaith'), 'counter-notice'],
  [without(accusedCase, 'notice', 'statements', 'perjuryAuthority'), 'counter-notice', 'perjuryAuthority'],
  [without(accusedCase, 'notice', 'statements', 'jurisdictionConsent'), 'counter-notice', 'jurisdictionConsent'],
  [without(accusedCase, 'notice', 'statements', 'truthGuarantee'), 'counter-notice', 'truthGuarantee'],
  [without(accusedCase, 'rightsHolder', 'phone'), 'counter-notice', 'rightsHolder.phone'],
  [without(accusedCase, 'rightsHolder', 'jurisdiction'), 'counter-notice', 'rightsHolder.jurisdiction'],
  [accusedCase, 'platform-reply'],
  [edit(accusedCase, { defence: { evidenceRequest: { sentAt: '2026-11-21' } } }), 'platform-reply'],
  [
    edit(accusedCase, { defence: { evidenceRequest: { sentAt: '2026-11-21', answeredAt: '2026-11-25' } } }),
    'platform-reply',
  ],
  [complainingCase, 'platform-reply'],
  [without(complainingCase, 'events'), 'platform-reply'],
  [without(complainingCase, 'notice'), 'platform-reply', 'nothing to reply to'],
  [without(complainingCase, 'works'), 'platform-reply', 'no proof'],
  [complainingCase, 'cease-and-desist'],
  [edit(complainingCase, { infringements: [second] }), 'cease-and-desist'],
  [edit(complainingCase, { infringements: [{ ...first, watermarkRemoved: false }], events: [] }), 'cease-and-desist'],
  [edit(complainingCase, { licensees: licensee('2026-09-01') }), 'cease-and-desist'],
  [edit(complainingCase, { licensees: licensee('2026-12-01') }), 'cease-and-desist', 'a licensee of the case is meant'],
  // It had not ended when the picture was seen.
  [edit(complainingCase, { licensees: licensee('2026-10-01') }), 'cease-and-desist', 'a licensee of the case is meant'],
  [
    edit(complainingCase, { infringements: [{ listing: 'x', firstSeen: '2026-10-01', counterfeit: true }] }),
    'cease-and-desist',
    'no infringement is on record',
  ],
  [without(complainingCase, 'works'), 'cease-and-desist', 'no proof'],
  [accusedCase, 'cease-and-desist', 'direction: accused'],
];

describe('writeLetter', () => {
  it(`is tried with ${CASES.length} cases`, () => expect(CASES.length).toBeGreaterThanOrEqual(40));
  it.each(CASES.map(([file, id, reason], index) => ({ index, file, id, reason })))(
    '$index: $id, refused for: $reason',
    ({ file, id, reason }) => {
      expect(holdToCase(file, id)).toBe(reason === undefined ? 'written' : 'refused');
      const result = writeLetter(letter(id), file, { language: 'zh', today: TODAY });
      if (reason !== undefined)
        expect(result).toMatchObject({ reasons: expect.arrayContaining([expect.stringContaining(reason)]) });
    },
  );
  it('charges nobody with anything that the case does not say, whatever it says', { tags: 'full' }, () => {
    const maybe = <T>(value: T) => fc.option(fc.constant(value), { nil: undefined });
    const flag = fc.constantFrom(true, true, true, true, false, undefined);
    const infringement = fc.record({
      listing: fc.constantFrom('https://market.example/1', 'https://market.example/2'),
      firstSeen: fc.constant('2026-10-01'),
      capture: maybe({ capturedAt: '2026-10-02' }),
      match: fc.constantFrom({ work: 'lamp' }, { work: 'lamp' }, { work: 'lamp' }, { work: 'other' }, undefined),
      watermarkRemoved: flag,
      counterfeit: flag,
    });
    const change = fc.record({
      isOther: fc.nat(9).map((chance) => chance === 0),
      jurisdiction: fc.constantFrom('US', 'CN', 'DE', ['US', 'CN'], undefined),
      rightsHolder: fc.constantFrom(holder('US'), holder('GB'), holder('US'), holder('GB'), undefined),
      infringements: fc.array(infringement, { maxLength: 3 }),
      licensees: fc.constantFrom(
        undefined,
        licensee('2026-09-01'),
        undefined,
        licensee('2026-11-01'),
        licensee('2026-12-01'),
      ),
      events: fc.array(
        fc.record({
          type: fc.constantFrom('removed', 'reinstated', 'relisted', 'counter-notice', 'suit-notified', 'filed'),
          at: fc.constantFrom('2026-11-01', '2026-11-02'),
          listing: fc.constantFrom('https://market.example/1', 'https://market.example/item/5521'),
        }),
        { maxLength: 4 },
      ),
      notice: fc.record({
        filedAt: maybe('2026-10-03'),
        statements: fc.record({
          goodFaith: flag,
          perjuryAuthority: flag,
          jurisdictionConsent: flag,
          truthGuarantee: flag,
        }),
        signature: fc.constant({ name: 'Legal desk' }),
      }),
      defence: maybe({ evidenceRequest: { sentAt: '2026-11-21' } }),
      counterparty: fc.constant({ name: 'Bright Lamps', seller: 'bright-lamps' }),
    });
    const written = new Map<string, number>();
    fc.assert(
      fc.property(change, fc.constantFrom(...letters().map(({ id }) => id)), ({ isOther, ...given }, id) => {
        const isAccused =
          (id === 'cease-and-desist' || (id === 'platform-reply' && given.defence === undefined)) === isOther;
        const { infringements: _none, ...base } = isAccused ? accusedCase : complainingCase;
        if (holdToCase({ ...base, ...given }, id) === 'written') written.set(id, (written.get(id) ?? 0) + 1);
      }),
    );
    // Enough of each that a claim without its fact would have shown.
    const enough = (fc.readConfigureGlobal().numRuns ?? 0) / 200;
    for (const { id } of letters()) expect([id, (written.get(id) ?? 0) > enough]).toEqual([id, true]);
  });
  it('says to counsel what is not our own law, and what nobody has said', () => {
    const counselOf = (file: CaseFile, id: string) => {
      const result = writeLetter(letter(id), file, { language: 'en', today: TODAY });
      return result.kind === 'written' ? result.counsel : result.reasons;
    };
    expect(counselOf(accusedCase, 'evidence-request')).toBe(
      'the law of another country is concerned: the United States, China',
    );
    expect(counselOf(edit(accusedCase, { jurisdiction: 'GB' }), 'evidence-request')).toBe(null);
    expect(counselOf(without(accusedCase, 'jurisdiction'), 'evidence-request')).toBe('whose law applies is not stated');
    const american = edit(accusedCase, { jurisdiction: 'United States', rightsHolder: holder('USA') });
    expect(counselOf(american, 'counter-notice')).toBe(null);
    const own = { jurisdiction: 'GB', counterparty: { name: 'Bright Lamps', jurisdiction: 'GB' } };
    expect(counselOf(edit(complainingCase, own), 'cease-and-desist')).toBe(
      'letters of this kind can have consequences in law',
    );
  });
  it('keeps what comes out of a case from acting, or from being read as a template', () => {
    const hostile = edit(accusedCase, {
      accusation: { receivedAt: '2026-11-20', by: 'A\u001b[2J\nB\u202e {{us.phone}}', listings: ['https://x/\u0007'] },
    });
    const result = writeLetter(letter('evidence-request'), hostile, { language: 'en', today: TODAY });
    const text = result.kind === 'written' ? result.text : '';
    expect(text).toContain('To: A\\x1b[2J B\\u{202e} {{us.phone}}\n');
    expect(text).toContain('https://x/\\x07');
    expect(text).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
  });
  it('keeps the lines of an address on one, and shows where they ended', () => {
    const { name, ...us } = holder('GB');
    const file = edit(accusedCase, {
      rightsHolder: { name, ...us, address: '4 Quay Street\r\nTo: somebody else\u2028GB\n' },
    });
    const result = writeLetter(letter('evidence-request'), file, { language: 'en', today: TODAY });
    const text = result.kind === 'written' ? result.text : '';
    expect(text).toContain(`From: ${name}, 4 Quay Street / To: somebody else / GB`);
    expect(text).not.toMatch(/^To: somebody/m);
  });
});
