// npm run campaign monitor-hostile [PROGRAM]
// Has `monitor --dry-run` look through archives that are made to cost as much as they can, and tells CPU time, largest memory and what is said of each.
// Exit 1 where one costs more than 60 s of CPU or 700 MB, or ends as if nothing had happened.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { z } from 'zod';

const program = process.argv[2] ?? join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 700;
const USAGE =
  'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write("\\nUSAGE "+JSON.stringify([u.userCPUTime+u.systemCPUTime,u.maxRSS])+"\\n")})';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'monitor-hostile-')));
const put = (path: string, bytes: Buffer | string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};

interface Told {
  readonly n?: number;
  readonly type?: string;
  readonly headers?: readonly string[];
  readonly body?: Buffer;
  readonly length?: number;
}
const record = ({ n = 0, type = 'image/jpeg', headers = [], body = Buffer.from('x'), length }: Told): Buffer => {
  const block = Buffer.concat([
    Buffer.from(['HTTP/1.1 200 OK', `Content-Type: ${type}`, ...headers, '', ''].join('\r\n')),
    body,
  ]);
  const head = [
    'WARC/1.1',
    'WARC-Type: response',
    'WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>',
    `WARC-Target-URI: https://shop.example/${n}`,
    'WARC-Date: 2026-06-01T09:30:00Z',
    `Content-Length: ${length ?? block.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), block, Buffer.from('\r\n\r\n')]);
};
const many = (count: number, of: Omit<Told, 'n'>): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, n) => record({ ...of, n })));
const packed = (bytes: Buffer): Buffer => gzipSync(bytes, { level: 9 });
const members = (count: number, member: Buffer): Buffer => Buffer.concat(Array.from({ length: count }, () => member));

const ZEROS = 100_000_000;
const FILES: readonly (readonly [string, () => Buffer])[] = [
  ['one record', () => packed(record({ type: 'text/css' }))],
  ['100,000 tiny records that are not asked for', () => packed(many(100_000, { type: 'text/css' }))],
  ['100,000 tiny records that say they are pictures', () => packed(many(100_000, {}))],
  ['100,000 tiny pages', () => packed(many(100_000, { type: 'text/html', body: Buffer.from('<p>') }))],
  ['a picture of 100 MB of zeros', () => packed(record({ body: Buffer.alloc(ZEROS) }))],
  [
    'a picture that unpacks to 1 GB',
    () => record({ headers: ['Content-Encoding: gzip'], body: members(10, packed(Buffer.alloc(ZEROS))) }),
  ],
  [
    'a record of 900 GB, an archive of zeros',
    () => Buffer.concat([packed(record({ type: 'text/css', length: 9e11 })), members(30, packed(Buffer.alloc(ZEROS)))]),
  ],
  ['headers without an end', () => packed(Buffer.concat([Buffer.from('WARC/1.1\r\nX: '), Buffer.alloc(ZEROS, 'a')]))],
  [
    'a body in 5,000,000 chunks of a byte',
    () =>
      packed(record({ headers: ['Transfer-Encoding: chunked'], body: Buffer.from('1\r\nx\r\n'.repeat(5_000_000)) })),
  ],
  [
    'encoded 5,000 times over',
    () => record({ headers: [`Content-Encoding: ${Array.from({ length: 5000 }, () => 'gzip').join(',')}`] }),
  ],
  ['a length that lies, to its end', () => record({ length: 999_999_999 })],
  ['100,000 lengths that lie', () => packed(many(100_000, { length: 10 }))],
  ['cut in the middle', () => packed(many(20_000, { type: 'text/css' })).subarray(0, 40_000)],
];

const report = z.object({
  checks: z.array(
    z.object({
      result: z.string(),
      run: z.object({
        looked: z.object({ faults: z.number(), whole: z.boolean(), firstFaults: z.array(z.string()).nullish() }),
      }),
    }),
  ),
});

const bad: string[] = [];
const rows: string[] = [];
try {
  put(
    'originals/lamp.jpg',
    await sharp({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .jpeg()
      .toBuffer(),
  );
  put('listing-lint.config.yaml', 'extends: [recommended]\noriginals: ["originals/*"]\n');
  for (const [name, make] of FILES) {
    put('crawl.warc.gz', make());
    const size = statSync(join(root, 'crawl.warc.gz')).size;
    const argv = [
      '--import',
      USAGE,
      program,
      'monitor',
      'crawl.warc.gz',
      '--dry-run',
      '-f',
      'json',
      '--as-of',
      '2026-06-08',
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const [micros = 0, kilobytes = 0] = z.array(z.number()).parse(JSON.parse(/USAGE (.*)/.exec(stderr)?.[1] ?? '[]'));
    const [check] = report.parse(JSON.parse(stdout)).checks;
    const looked = check?.run.looked;
    const seconds = micros / 1e6;
    const megabytes = kilobytes / 1024;
    const said = (looked?.firstFaults ?? [])[0] ?? 'nothing';
    rows.push(
      `| ${name} | ${(size / 1e6).toFixed(2)} | ${seconds.toFixed(1)} | ${megabytes.toFixed(0)} | ${status} | ${check?.result} | ${looked?.faults} | ${said.replaceAll('|', ' ').slice(0, 160)} |`,
    );
    if (seconds > MOST_SECONDS || megabytes > MOST_MEGABYTES) bad.push(`${name}: ${seconds} s, ${megabytes} MB`);
    process.stderr.write(`${rows.at(-1)}\n`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.stdout.write(
  '| what | file, MB | CPU, s | memory, MB | exit | result | faults | the first |\n|---|---|---|---|---|---|---|---|\n',
);
process.stdout.write(`${rows.join('\n')}\n`);
for (const each of bad) process.stderr.write(`${each}\n`);
process.exitCode = bad.length > 0 ? 1 : 0;
