import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instructionsOf } from '../clone/by-hand.ts';
import { repository } from './steps.ts';

const text = readFileSync(join(repository, 'Dockerfile'), 'utf8');
const instructions = instructionsOf(text);
const names = instructions.map(([name]) => name);
const last = instructions.slice(names.lastIndexOf('FROM'));
const restOf = (name: string) => last.find(([each]) => each === name)?.[1];

/** There may be no engine here to build it: this is what can be seen of the text. test/clone does what it says. */
describe('the Dockerfile', () => {
  it('has two stages of one small image whose Node the package allows', () => {
    const images = instructions.filter(([name]) => name === 'FROM').map(([, rest]) => rest.split(' ')[0]);
    expect(images).toEqual(['node:22-slim', 'node:22-slim']);
  });

  it('ends as a user that is not root, by number, with nothing installed in the last stage', () => {
    expect(restOf('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(last.map(([name]) => name)).toEqual(['FROM', 'COPY', 'ENV', 'USER', 'WORKDIR', 'ENTRYPOINT']);
    expect(restOf('COPY')).toMatch(/^--from=build \/opt\/listing-lint /);
  });

  it('starts the program itself, in the folder that is mounted', () => {
    expect(JSON.parse(restOf('ENTRYPOINT') ?? '')).toEqual([
      'node',
      '/opt/listing-lint/node_modules/listing-lint/main.js',
    ]);
    expect(restOf('WORKDIR')).toBe('/work');
  });

  it('takes neither tools, nor what is built, nor the history along', () => {
    const ignored = readFileSync(join(repository, '.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '**/node_modules', '**/dist']));
  });
});
