import { describe, expect, it } from 'vitest';
import { letters } from './letters.ts';
import { accusedCase, complainingCase, edit, holder } from './test-cases.ts';
import { placeholdersOf, writeLetter } from './write-letter.ts';

const TODAY = '2026-11-26';

describe('letters as data', () => {
  it('say the same in every language, of things that a case can say', () => {
    for (const { id, parts } of letters()) {
      for (const part of parts) {
        for (const { en, zh } of part.texts) {
          expect([id, part.id, [...placeholdersOf(zh)].sort()]).toEqual([id, part.id, [...placeholdersOf(en)].sort()]);
        }
        if (part.says === 'declaration') expect([id, part.id, part.source?.url]).not.toContain(undefined);
      }
    }
  });
  it('stand in a letter, each part of them, where a case has all that it needs', () => {
    const full = edit(accusedCase, {
      works: [
        {
          id: 'lamp',
          rawOriginal: { path: 'a.NEF' },
          editHistory: [{ file: 'a.xmp' }],
          firstPublished: { date: '2025-11-20' },
          registration: { office: 'US Copyright Office', number: 1 },
          copyrightClaimStatement: { file: 'claim.pdf' },
          timestamps: (['rfc3161', 'cloud', 'c2pa', 'notary'] as const).map((kind) => ({ kind, time: '2025-11-20' })),
          witnesses: [{ name: 'studio assistant', statement: 'statement.pdf' }],
          shootingRecord: { file: 'shooting.pdf' },
          licence: { file: 'licence.pdf' },
        },
      ],
      defence: { comparison: { file: 'comparison.html' }, independentCreation: 'Shot in our studio.' },
    });
    const files = [full, complainingCase, edit(full, { rightsHolder: holder('US') })];
    const more = [
      edit(full, { events: [], jurisdiction: 'CN' }),
      edit(complainingCase, {
        events: [{ type: 'removed', at: '2026-10-08', listing: 'https://market.example/item/1' }],
      }),
      edit(complainingCase, { events: [{ type: 'removed', at: '2026-10-08', listings: 'all' }] }),
      edit(full, { defence: { evidenceRequest: { sentAt: '2026-11-21' } } }),
      edit(full, { defence: { evidenceRequest: { sentAt: '2026-11-21', answeredAt: '2026-11-22' } } }),
    ];
    const written = [...files, ...more].flatMap((file) =>
      letters().flatMap((each) =>
        [{ answerBy: '2026-12-01' }, {}].flatMap((options) => {
          const result = writeLetter(each, file, { language: 'en', today: TODAY, ...options });
          return result.kind === 'written' ? result.parts : [];
        }),
      ),
    );
    const all = letters().flatMap(({ parts }) => parts.map(({ id }) => id));
    expect(all.filter((id) => !written.includes(id))).toEqual([]);
  });
});
