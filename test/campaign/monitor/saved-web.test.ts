// @module-tag full
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lookAtSavedWeb } from './saved-web.ts';
import { sceneOf } from './synthetic-web.ts';

// 500 pages, and photos in the place of what is drawn: npm run campaign monitor-saved.
it('finds each theft on saved pages of all formats once, with its seller, and is quiet for three weeks after', async () => {
  const root = mkdtempSync(join(tmpdir(), 'saved-web-'));
  try {
    const works = await Promise.all([1, 2].map((seed) => sceneOf(seed, 400)));
    const other = (n: number) => sceneOf(2_000_000 + n, 200);
    const [first, ...later] = await lookAtSavedWeb(root, { pages: 24, thefts: 8, works, other, side: 200 });
    expect(first).toMatchObject({ missed: [], wrong: [], innocent: [], faults: [], isRed: true });
    expect(first?.hits).toHaveLength(8);
    for (const week of later) expect(week).toMatchObject({ hits: [], gone: 0, faults: [], isRed: false });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}, 120_000);
