import { describe, expect, it } from 'vitest';
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
