import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { canRunSteps, repository, runStep, workplace } from './steps.ts';

const job = z
  .looseObject({
    before_script: z.array(z.string()),
    script: z.array(z.string()),
    artifacts: z.looseObject({
      when: z.literal('always'),
      reports: z.record(z.string(), z.string()),
      paths: z.array(z.string()),
    }),
  })
  .parse(parse(readFileSync(join(repository, 'templates/gitlab.yml'), 'utf8'))['listing-lint']);

describe.skipIf(!canRunSteps())('the script of templates/gitlab.yml', { timeout: 180_000 }, () => {
  it('writes every report that the job declares, and fails on findings', async () => {
    const place = await workplace();
    try {
      const { status, stdout } = runStep([...job.before_script, ...job.script].join('\n'), place.shop, {
        ...place.env,
        LISTING_LINT_ARGS: '--quiet',
      });
      expect(status).toBe(1);
      expect(stdout).toContain('hash-unique');
      for (const path of [...Object.values(job.artifacts.reports), ...job.artifacts.paths]) {
        expect(existsSync(join(place.shop, path)), path).toBe(true);
      }
      const quality = JSON.parse(readFileSync(join(place.shop, job.artifacts.reports['codequality'] ?? ''), 'utf8'));
      expect(quality[0]).toMatchObject({ check_name: expect.any(String), fingerprint: expect.any(String) });
    } finally {
      place.remove();
    }
  });
});
