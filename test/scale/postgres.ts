import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian has the programs of the server, or a folder of PATH. */
const programs = (): string | undefined => {
  const versions = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a))
    : [];
  const folders = [
    ...versions.map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
};

const isRoot = process.getuid?.() === 0;
/** The server refuses to run as root. */
const canRun = (): boolean => !isRoot || spawnSync('runuser', ['-u', 'postgres', '--', 'true']).status === 0;

/** Whether a server can be started here. */
export const hasPostgres = (): boolean => programs() !== undefined && canRun();

/** A server of its own in a temporary folder. */
export interface Server {
  readonly port: number;
  /** An address with a password, for the superuser or another role; `parameters` begin with `?`. */
  readonly url: (database?: string, role?: string, parameters?: string) => string;
  /** The certificate that it shows. */
  readonly certificate: string;
  /** Runs statements as the superuser. */
  readonly sql: (statements: string, database?: string) => string;
  readonly stop: () => void;
}

export const PASSWORD = 'p@ss:w/rd-9f3e';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Runs a program in a folder, as who the server runs as. */
const runnerIn =
  (folder: string) =>
  (command: string, ...args: readonly string[]): string => {
    const [program, given] = isRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args];
    return execFileSync(program, given, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  };

/** A folder that the server may write to. */
const serverFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-pg-')));
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  if (isRoot) chownSync(folder, idOf('-u'), idOf('-g'));
  chmodSync(folder, 0o755);
  return folder;
};

const CLUSTER = ['-U', 'owner', '-A', 'scram-sha-256', '-E', 'UTF8', '--no-sync', '--locale=C.UTF-8'];
const CERTIFICATE = [
  '-new',
  '-x509',
  '-days',
  '30',
  '-nodes',
  '-subj',
  '/CN=localhost',
  '-addext',
  'subjectAltName=DNS:localhost',
];

/** Makes a cluster with a certificate of its own; gives the folder of its data. */
const newCluster = (bin: string, folder: string, settings: readonly string[]): string => {
  const as = runnerIn(folder);
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'password'), PASSWORD, { mode: 0o644 });
  as(join(bin, 'initdb'), '-D', data, ...CLUSTER, `--pwfile=${join(folder, 'password')}`);
  as('openssl', 'req', ...CERTIFICATE, '-keyout', join(data, 'server.key'), '-out', join(data, 'server.crt'));
  as('sh', '-c', `cat >> '${data}/postgresql.conf' <<'END'\n${settings.join('\n')}\nEND`);
  writeFileSync(join(folder, 'certificate.pem'), readFileSync(join(data, 'server.crt')));
  return data;
};

/** Starts a server; nothing of it outlives `stop`. `settings`: lines for postgresql.conf. */
export const startPostgres = async (settings: readonly string[] = ['fsync = off']): Promise<Server> => {
  const bin = programs();
  if (bin === undefined) throw new Error('PostgreSQL is not here');
  const folder = serverFolder();
  const port = await freePort();
  const places = [`port = ${port}`, "listen_addresses = '127.0.0.1'", `unix_socket_directories = '${folder}'`];
  const data = newCluster(bin, folder, [...places, 'ssl = on', ...settings]);
  const control = (...args: readonly string[]): string =>
    runnerIn(folder)(join(bin, 'pg_ctl'), '-D', data, '-w', '-l', join(folder, 'log'), ...args);
  control('start');
  const psql = ['-h', folder, '-p', String(port), '-U', 'owner', '-v', 'ON_ERROR_STOP=1', '-Atq'];
  return {
    port,
    certificate: join(folder, 'certificate.pem'),
    url: (database = 'postgres', role = 'owner', parameters = '') =>
      `postgres://${role}:${encodeURIComponent(PASSWORD)}@localhost:${port}/${database}${parameters}`,
    sql: (statements, database = 'postgres') =>
      execFileSync(join(bin, 'psql'), [...psql, '-d', database, '-c', statements], {
        encoding: 'utf8',
        env: { ...process.env, PGPASSWORD: PASSWORD },
        stdio: ['ignore', 'pipe', 'pipe'],
      }).trim(),
    stop: () => {
      try {
        control('-m', 'immediate', 'stop');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
};
