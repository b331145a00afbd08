// The weekly recipes, run as their runners do: a real wget against a market on this machine, git with a remote, and issues that are caught.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { writePicture } from '../scenarios/pictures.ts';
import { canRunSteps, main, repository, runStep } from './steps.ts';

const template = (name: string): string => readFileSync(join(repository, 'templates', name), 'utf8');
const canRun = (): boolean => {
  const has = ['wget', 'curl', 'git'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  if (has.length > 0) process.stderr.write(`There is no ${has.join(', no ')}: recipes for monitoring are not run.\n`);
  return has.length === 0 && canRunSteps();
};

/** A market with one offer that shows our picture; what is posted to it lies in the file `issues`. */
const MARKET = `
const { createServer } = require('node:http');
const { appendFileSync, readFileSync } = require('node:fs');
const [picture, issues] = process.argv.slice(1);
const offer = { '@type': 'Product', name: 'Lamp', image: '/lamp.jpg', offers: { '@type': 'Offer', price: 19, priceCurrency: 'EUR', seller: { name: 'bright-lamps' } } };
createServer((request, response) => {
  if (request.method === 'POST') {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => { appendFileSync(issues, JSON.stringify({ url: request.url, token: request.headers['private-token'], ...Object.fromEntries(new URLSearchParams(body)) }) + '\\n'); response.writeHead(201).end('{}'); });
  } else if (request.url === '/lamp.jpg') response.writeHead(200, { 'content-type': 'image/jpeg' }).end(readFileSync(picture));
  else if (request.url === '/item/1') response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Lamp</title><script type="application/ld+json">' + JSON.stringify(offer) + '</script><img src="/lamp.jpg">');
  else response.writeHead(404, { 'content-type': 'text/html' }).end('gone');
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`;

let root = '';
let market: ChildProcess;
let port = '';
const issuesFile = (): string => join(root, 'issues.jsonl');
const issues = (): readonly { title: string; body: string }[] =>
  existsSync(issuesFile())
    ? readFileSync(issuesFile(), 'utf8')
        .trim()
        .split('\n')
        .map((line) => {
          const { title, description, body } = JSON.parse(line);
          return { title, body: description ?? body };
        })
    : [];

const shim = (name: string, script: string): void => {
  writeFileSync(join(root, 'bin', name), `#!/usr/bin/env bash\n${script}\n`);
  chmodSync(join(root, 'bin', name), 0o755);
};

const runnable = canRun();
beforeAll(async () => {
  if (!runnable) return;
  root = mkdtempSync(join(tmpdir(), 'listing-lint-monitoring-'));
  mkdirSync(join(root, 'bin'));
  const picture = { width: 400, height: 300, seed: 4, quality: 90 };
  await writePicture(root, 'theirs.jpg', { ...picture, mirror: true });
  await writePicture(root, 'ours.jpg', { ...picture, mirror: false });
  market = spawn(process.execPath, ['-e', MARKET, join(root, 'theirs.jpg'), issuesFile()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = market.stdout === null ? [] : await once(market.stdout, 'data');
  port = String(line).trim();
  const wget = spawnSync('bash', ['-c', 'command -v wget'], { encoding: 'utf8' }).stdout.trim();
  // As it stands in the recipe, but for the wait.
  shim('wget', `exec ${wget} "\${@/--wait=1/--wait=0}"`);
  shim('npm', '[ "$*" = ci ]');
  shim(
    'npx',
    `[ "$1 $2" = "--no-install listing-lint" ] || exit 127\nshift 2\nexec "${process.execPath}" "${main}" "$@"`,
  );
  shim(
    'gh',
    `[ "$1 $2 $3 $5" = "issue create --title --body-file" ] || exit 127
"${process.execPath}" -e 'const [file, title, body] = process.argv.slice(1); require("node:fs").appendFileSync(file, JSON.stringify({ title, body: require("node:fs").readFileSync(body, "utf8") }) + "\\n")' "${issuesFile()}" "$4" "$6"`,
  );
}, 60_000);
afterAll(() => {
  market?.kill();
  if (root !== '') rmSync(root, { recursive: true, force: true });
});

/** A repository with one original, cloned from a remote that it pushes to. */
const shopOf = (name: string): { readonly shop: string; readonly remote: string } => {
  const [shop, remote] = [join(root, name, 'shop'), join(root, name, 'remote.git')];
  mkdirSync(join(shop, 'originals'), { recursive: true });
  mkdirSync(join(shop, 'monitoring'));
  writeFileSync(join(shop, 'originals/lamp.jpg'), readFileSync(join(root, 'ours.jpg')));
  writeFileSync(
    join(shop, 'monitoring/addresses.txt'),
    `http://127.0.0.1:${port}/item/1\nhttp://127.0.0.1:${port}/none\n`,
  );
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'extends: recommended\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nmonitoring: ["monitoring/*.yaml"]\n',
  );
  const git = `git init -q -b main && git config user.name shop && git config user.email shop@example.com && git add . && git commit -qm shop
git init -q --bare ${JSON.stringify(remote)} && git remote add origin ${JSON.stringify(remote)} && git push -q -u origin main`;
  expect(runStep(git, shop, process.env).status).toBe(0);
  return { shop, remote };
};

const FIRST = 1_780_272_000;
const WEEK = 604_800;
const envOf = (week: number, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}`,
  SOURCE_DATE_EPOCH: String(FIRST + week * WEEK),
  ...more,
});

/** Two weeks of a recipe: the first one opens an issue and keeps the log, the second one is silent. */
const twoWeeks = (
  name: string,
  run: (shop: string, env: NodeJS.ProcessEnv) => void,
  more: NodeJS.ProcessEnv = {},
): void => {
  rmSync(issuesFile(), { force: true });
  const { shop, remote } = shopOf(name);
  run(shop, envOf(0, { ...more, REMOTE: remote }));
  expect(issues()).toEqual([
    {
      title: expect.stringMatching(/Monitoring, 2026-06-01: 1 new, 0 back, 0 gone$/),
      body: expect.stringContaining('bright-lamps'),
    },
  ]);
  const kept = (): string => runStep('git ls-tree -r --name-only HEAD monitoring cases', shop, process.env).stdout;
  expect(kept()).toMatch(/^cases\/2026-001\.yaml$/m);
  expect(kept()).toMatch(/^monitoring\/2026-06-01-\w{8}\.yaml$/m);
  expect(kept()).toMatch(/^monitoring\/evidence\/\w{16}\.jpg$/m);
  expect(existsSync(join(shop, 'monitoring.html'))).toBe(true);
  run(shop, envOf(1, { ...more, REMOTE: remote }));
  expect(issues()).toHaveLength(1);
  expect(kept()).toMatch(/^monitoring\/2026-06-08-\w{8}\.yaml$/m);
};
const pushed = (remote: string): string =>
  runStep('git log --format=%s main', remote, process.env).stdout.replace(/\d{4}-\d\d-\d\d/g, 'DAY');

describe.skipIf(!runnable)('recipes for monitoring', { timeout: 240_000 }, () => {
  it('templates/monitor-github.yml', { tags: 'full' }, () => {
    const { jobs } = z
      .looseObject({
        jobs: z.looseObject({
          monitor: z.looseObject({
            steps: z.array(
              z.looseObject({
                name: z.string().optional(),
                id: z.string().optional(),
                if: z.string().optional(),
                run: z.string().optional(),
              }),
            ),
          }),
        }),
      })
      .parse(parse(template('monitor-github.yml')));
    const temp = join(root, 'temp');
    mkdirSync(temp);
    const output = join(temp, 'output');
    twoWeeks(
      'github',
      (shop, env) => {
        writeFileSync(output, '');
        for (const { run, if: when } of jobs.monitor.steps) {
          // Nothing of the run goes into a script.
          expect(run ?? '').not.toContain('${{');
          const isNews = readFileSync(output, 'utf8') === 'news=1\n';
          if (run === undefined || (when === "steps.look.outputs.news == '1'" && !isNews)) continue;
          const { status, stderr } = runStep(run, shop, env);
          expect(stderr).not.toContain('fatal');
          expect(status, `${run}\n${stderr}`).toBe(0);
        }
      },
      { RUNNER_TEMP: temp, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: join(temp, 'summary.md') },
    );
    expect(readFileSync(join(temp, 'summary.md'), 'utf8').match(/^## /gm)).toHaveLength(2);
    expect(pushed(join(root, 'github/remote.git'))).toBe('Monitoring of DAY\nMonitoring of DAY\nshop\n');
  });

  it('templates/monitor-gitlab.yml', { tags: 'full' }, () => {
    const job = z
      .looseObject({ before_script: z.array(z.string()), script: z.array(z.string()) })
      .parse(parse(template('monitor-gitlab.yml')).monitoring);
    twoWeeks('gitlab', (shop, env) => {
      const { status, stderr } = runStep([...job.before_script, ...job.script].join('\n'), shop, {
        ...env,
        MONITOR_REMOTE: env['REMOTE'],
        MONITOR_TOKEN: 'secret-token',
        CI_COMMIT_REF_NAME: 'main',
        CI_SERVER_HOST: 'gitlab.example',
        CI_PROJECT_ID: '7',
        CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
      });
      expect(status, stderr).toBe(0);
    });
    expect(JSON.parse(readFileSync(issuesFile(), 'utf8'))).toMatchObject({
      url: '/api/v4/projects/7/issues',
      token: 'secret-token',
    });
    expect(pushed(join(root, 'gitlab/remote.git'))).toBe('Monitoring of DAY\nMonitoring of DAY\nshop\n');
  });

  it('templates/monitor-cron.sh', { tags: 'full' }, () => {
    const printed: string[] = [];
    twoWeeks('cron', (shop, env) => {
      const { status, stdout, stderr } = spawnSync('sh', [join(repository, 'templates/monitor-cron.sh'), shop], {
        env: { ...env, MONITOR_ISSUES: '1' },
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(0);
      printed.push(stdout);
    });
    // Silence is no mail.
    expect(printed[0]).toContain('bright-lamps');
    expect(printed[1]).toBe('');
  });
});
