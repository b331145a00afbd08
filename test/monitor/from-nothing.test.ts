// The commands of docs/monitoring.md, run as they stand there by a user who has nothing but photos.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { warcFile } from '../campaign/monitor/warc-writer.ts';
import { canRunSteps, main, repository } from '../ci/steps.ts';
import { writePicture } from '../scenarios/pictures.ts';

const TITLE = 'from an empty folder to a complaint that can be filed';
const page = readFileSync(join(repository, 'docs/monitoring.md'), 'utf8');
const commands = page.split(`\`\`\`sh title="${TITLE}"\n`)[1]?.split('```')[0] ?? '';
const OFFER = {
  ...{ '@type': 'Product', name: 'Lamp', image: 'https://i.etsystatic.com/lamp.jpg' },
  offers: { '@type': 'Offer', price: 19, priceCurrency: 'EUR', seller: { name: 'bright-lamps' } },
};

it.skipIf(!canRunSteps())(
  'ten commands lead from an empty folder to a complaint',
  { tags: 'full', timeout: 120_000 },
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'listing-lint-from-nothing-'));
    try {
      // What stands between the lines of a here-document is no command.
      const lines = commands
        .replace(/<<'END'\n[\s\S]*?\nEND\n/g, "<<'END'\n")
        .trim()
        .split('\n');
      expect(lines).toHaveLength(10);
      const picture = { width: 500, height: 400, seed: 3 };
      await writePicture(root, 'photos/lamp.jpg', { ...picture, mirror: false, quality: 95 });
      await writePicture(root, 'theirs.jpg', { ...picture, mirror: true, quality: 70 });
      const warc = warcFile(join(root, 'crawl.warc.gz'));
      const at = '2026-06-01T10:00:00Z';
      const html = `<script type="application/ld+json">${JSON.stringify(OFFER)}</script><img src="${OFFER.image}">`;
      await warc.put({ address: 'https://www.etsy.com/listing/1', at, type: 'text/html', body: html });
      await warc.put({ address: OFFER.image, at, type: 'image/jpeg', body: readFileSync(join(root, 'theirs.jpg')) });
      await warc.end();
      const shim = (name: string, script: string): void => {
        mkdirSync(join(root, 'bin'), { recursive: true });
        writeFileSync(join(root, 'bin', name), `#!/usr/bin/env bash\n${script}\n`);
        chmodSync(join(root, 'bin', name), 0o755);
      };
      shim('listing-lint', `exec "${process.execPath}" "${main}" "$@"`);
      // The crawl is made up: nothing of a test asks Etsy.
      shim('wget', `[ "\${@: -1}" = https://www.etsy.com/listing/1 ] && cp "${root}/crawl.warc.gz" crawl.warc.gz`);
      const { stdout, stderr } = spawnSync('bash', ['-c', commands], {
        cwd: root,
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}`,
          SOURCE_DATE_EPOCH: String(Date.parse('2026-06-01T12:00Z') / 1000),
          NO_COLOR: '1',
        },
      });
      expect(stderr).not.toContain('not ready');
      expect(stdout).toContain('case 2026-001 of 1 listing of bright-lamps');
      // Before it is written, what is missing is named.
      expect(stdout).toContain('statements: { goodFaith: true');
      const complaint = readFileSync(join(root, 'shop/complaint.txt'), 'utf8');
      expect(complaint).toContain('https://www.etsy.com/listing/1');
      expect(complaint).toContain('Table lamp of brass');
      expect(complaint).toContain('A. Lamp');
      expect(readFileSync(join(root, 'shop/monitoring.html'), 'utf8').match(/<img src="data:image/g)).toHaveLength(2);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
);
