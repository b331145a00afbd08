import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../case/file/case-file.ts';
import { letterNamed } from './letters.ts';
import { accusedCase, complainingCase, edit } from './test-cases.ts';
import { writeLetter } from './write-letter.ts';

const TODAY = '2026-11-26';

const textOf = (file: CaseFile, id: string, language: 'en' | 'zh' = 'en', answerBy?: string): string => {
  const letter = letterNamed(id);
  if ('hint' in letter) throw new Error(`no letter ${id}`);
  const result = writeLetter(letter, file, { language, today: TODAY, ...(answerBy ? { answerBy } : {}) });
  return result.kind === 'written' ? result.text : result.reasons.join('\n');
};

describe('letters about what may be down', () => {
  it('takes no material for up or down that the case does not say is', () => {
    const unknown = edit(accusedCase, { events: [], jurisdiction: 'CN' });
    expect(textOf(unknown, 'counter-notice')).toContain('to take no measures against the material, and to end any');
    expect(textOf(unknown, 'counter-notice', 'zh')).toContain('请勿对上述内容采取措施');
    expect(textOf(unknown, 'counter-notice')).not.toMatch(/removed|where it is|put the material back/);
    expect(textOf(accusedCase, 'counter-notice')).toContain('put the material back');
  });
  it('says to the platform nothing of who sent or examined what', () => {
    for (const file of [accusedCase, complainingCase]) {
      expect(textOf(file, 'platform-reply')).not.toMatch(/you sent|have examined/);
      expect(textOf(file, 'platform-reply', 'zh')).not.toMatch(/转送|核对/);
    }
    expect(textOf(accusedCase, 'platform-reply')).toContain('On 2026-11-20 we received a complaint by Bright Lamps');
  });
  it('asks nobody to take down what is down, and says since when it is', () => {
    const removed = (...listings: readonly number[]) =>
      listings.map((n) => ({ type: 'removed', at: '2026-10-08', listing: `https://market.example/item/${n}` }));
    const [all, one] = [
      edit(complainingCase, { events: removed(1, 2) }),
      edit(complainingCase, { events: removed(1) }),
    ];
    expect(textOf(all, 'cease-and-desist')).toContain('item/2 was taken down on 2026-10-08.');
    expect(textOf(all, 'cease-and-desist')).not.toMatch(/to take these pictures/);
    expect(textOf(all, 'cease-and-desist', 'zh')).not.toMatch(/撤下/);
    expect(textOf(one, 'cease-and-desist')).toContain('to take these pictures out of your other listings');
    expect(textOf(one, 'cease-and-desist')).not.toMatch(/item\/2 was taken down/);
    expect(textOf(complainingCase, 'cease-and-desist')).not.toMatch(/was taken down on/);
  });
  it('asks for no answer by a day that is over', () => {
    expect(textOf(complainingCase, 'cease-and-desist', 'en', '2026-11-25')).toBe(
      'an answer cannot be asked for by 2026-11-25: the letter is of 2026-11-26',
    );
    expect(textOf(complainingCase, 'cease-and-desist', 'en', TODAY)).toContain('Please answer by 2026-11-26.');
  });
});
