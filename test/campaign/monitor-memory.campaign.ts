// npm run campaign monitor-memory [RECORDS…]
// Crawls of so many records (10,000 and 100,000) are looked through by the built program, each in a process of its own, and its most memory is told. One record
// in ten is a picture, all of them others; the rest are pages that show them. Exit 1 where ten times the records take more than a quarter more memory.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { SyntheticWeb } from './monitor/synthetic-web.ts';
import { warcFile } from './monitor/warc-writer.ts';

const AT = '2026-06-01T10:00:00Z';
const MOST_GROWTH = 1.25;

/** A small picture, another one for each number. */
const pictureOf = (n: number): Promise<Buffer> => {
  const data = Buffer.from(Uint8Array.from({ length: 3 * 64 }, (_, k) => ((n + 1) * (k + 7) * 2_654_435_761) >>> 24));
  return sharp(data, { raw: { width: 8, height: 8, channels: 3 } })
    .resize(64, 64)
    .jpeg({ quality: 70 })
    .toBuffer();
};

const writeCrawl = async (file: string, records: number): Promise<void> => {
  const warc = warcFile(file);
  for (let n = 0; n < records; n++) {
    const picture = `https://img.market.example/${n - (n % 10)}.jpg`;
    if (n % 10 === 0) await warc.put({ address: picture, at: AT, type: 'image/jpeg', body: await pictureOf(n) });
    else {
      const body = `<title>Item ${n}</title><h1>Item ${n}</h1><img src="${picture}" alt=""><p>${'words '.repeat(40)}</p>`;
      await warc.put({ address: `https://market.example/item/${n}`, at: AT, type: 'text/html', body });
    }
  }
  await warc.end();
};

/** Told by the process itself when it ends: CPU in microseconds, most memory in KB. */
const USAGE =
  'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write("\\nUSAGE "+JSON.stringify([u.userCPUTime+u.systemCPUTime,u.maxRSS])+"\\n")})';
const PROGRAM = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const told = z.object({
  checks: z.array(z.object({ run: z.object({ looked: z.object({ pages: z.number(), pictures: z.number() }) }) })),
});

const counts = process.argv.slice(2).map(Number);
const root = mkdtempSync(join(tmpdir(), 'monitor-memory-'));
const most: number[] = [];
try {
  const plan = {
    works: 20,
    pages: 0,
    thefts: 0,
    licensed: 0,
    floods: 0,
    floodListings: 0,
    takedowns: 0,
    relistings: 0,
  };
  process.stdout.write(
    '| records | WARC, MB | pages | pictures | CPU s | most memory, MB |\n|---|---|---|---|---|---|\n',
  );
  for (const records of counts.length > 0 ? counts : [10_000, 100_000]) {
    const shop = join(root, String(records));
    await new SyntheticWeb({ ...plan, side: 500 }).layShop(shop);
    const file = join(shop, 'crawl.warc.gz');
    await writeCrawl(file, records);
    const argv = ['--import', USAGE, PROGRAM, 'monitor', file, '--dry-run', '-f', 'json', '--as-of', '2026-06-01'];
    const { stdout, stderr } = spawnSync(process.execPath, argv, { cwd: shop, encoding: 'utf8', maxBuffer: 1e8 });
    const usage = /USAGE (.*)/.exec(stderr)?.[1];
    if (usage === undefined) throw new Error(stderr);
    const [micros = 0, kilobytes = 0] = z.array(z.number()).parse(JSON.parse(usage));
    const { pages = 0, pictures = 0 } = told.parse(JSON.parse(stdout)).checks[0]?.run.looked ?? {};
    most.push(kilobytes / 1024);
    const size = Math.round(statSync(file).size / 1e6);
    process.stdout.write(
      `| ${records} | ${size} | ${pages} | ${pictures} | ${(micros / 1e6).toFixed(1)} | ${Math.round(kilobytes / 1024)} |\n`,
    );
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exitCode = Math.max(...most) > MOST_GROWTH * (most[0] ?? 0) ? 1 : 0;
