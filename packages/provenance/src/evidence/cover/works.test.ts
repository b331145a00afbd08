import { describe, expect, it } from 'vitest';
import type { AgeProof, AgeWord } from '../ages.ts';
import type { EvidenceCover } from '../evidence-cover.ts';
import { oldestSentence, worksSection } from './works.ts';

const on = (day: string, word: AgeWord): AgeProof => ({ day, word, what: '', path: null });

describe('how old a work is', () => {
  it('rests on nobody’s own word, however early that is', () => {
    const words = [on('2001-01-01', 'stated'), on('2002-01-01', 'git'), on('2003-01-01', 'written')];
    expect(oldestSentence(words, '2026-01-01')).toMatch(/^Nobody outside vouches for its age/);
  });
  it.each([
    ['2025-01-01', /is 2024-05-01, by the signature of a time-stamp authority; .*first seen on 2025-01-01, later/],
    ['2024-05-01', /that is not before 2024-05-01/],
    [null, /is 2024-05-01, by the signature of a time-stamp authority\.$/],
  ])('is the oldest day for which somebody outside vouches, held against %s', (since, told) => {
    const ages = [on('2020-01-01', 'stated'), on('2024-05-01', 'signed'), on('2024-06-01', 'attested')];
    expect(oldestSentence(ages, since)).toMatch(told);
  });
  it('takes a record for one, where it is the older', () => {
    expect(oldestSentence([on('2024-05-01', 'signed'), on('2023-06-01', 'attested')], null)).toContain(
      '2023-06-01, by a record that its issuer can confirm',
    );
  });
  it('speaks of no days below where nothing says any', () => {
    const work = { title: '1.jpg', author: null, pictures: [], ages: [], disputedSince: null };
    const cover: EvidenceCover = {
      ...{ title: '', party: null, asOf: '2026-01-01', case: null, due: [], works: [work], comparisons: [] },
      ...{ files: [], thumbnails: new Map(), ledger: null, checklist: [] },
    };
    expect(worksSection(cover)).toContain('Nothing says how old it is.');
    expect(worksSection(cover)).not.toContain('the days below');
  });
});
