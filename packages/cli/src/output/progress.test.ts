import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Io } from './io.ts';
import { progressLine } from './progress.ts';

const written = (stderrIsTerminal: boolean, use: (progress: ReturnType<typeof progressLine>) => void): string => {
  let text = '';
  const io: Io = {
    cwd: '/',
    env: {},
    stdout: () => undefined,
    stderr: (part) => {
      text += part;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal,
    columns: 80,
    now: () => new Date(),
  };
  use(progressLine(io));
  return text;
};

describe('what a run says while it goes on', () => {
  it.each([true, false])('is a line of its own, once, with a terminal or without: %s', (isTerminal) => {
    const text = written(isTerminal, ({ say, clear }) => {
      say('this takes a while');
      say('this takes a while');
      say('so\u001b[2J does this');
      clear();
    });
    expect(text).toBe('listing-lint: this takes a while\nlisting-lint: so\\x1b[2J does this\n');
  });
});

describe('how far a run is', () => {
  afterEach(() => vi.useRealTimers());

  it('is told on a terminal with its pace and the time that is left, once both can be known', () => {
    vi.useFakeTimers();
    const text = written(true, ({ update }) => {
      for (const done of [10, 20, 30, 40, 50]) {
        vi.advanceTimersByTime(1000);
        update(done, 1000);
      }
      vi.advanceTimersByTime(5000);
      update(990, 1000);
    });
    const shown = text.split('\r\u001B[K').slice(1);
    expect(shown).toEqual([
      '10/1000 checked',
      '20/1000 checked, 10/s, 98 s left',
      '30/1000 checked, 10/s, 97 s left',
      '40/1000 checked, 10/s, 96 s left',
      '50/1000 checked, 10/s, 95 s left',
      '990/1000 checked, 99/s, 1 s left',
    ]);
  });

  it('is told nowhere else', () => {
    expect(written(false, ({ update }) => update(1, 2))).toBe('');
  });
});
