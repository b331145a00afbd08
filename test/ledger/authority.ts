import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';

const CONFIG = `[tsa]
default_tsa = tsa_config
[tsa_config]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamper]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
`;

/**
 * What the certificate of an authority is like: of its root; ended; of RSA; below an intermediate one of RSA; below one that had ended; below a certificate that
 * may issue none.
 */
export type AuthorityKind = 'right' | 'expired' | 'rsa' | 'intermediate' | 'ended-intermediate' | 'issued-by-none';

/** Answers of an authority in place of the right one. */
export type Misbehaviour =
  | 'future'
  | 'other-nonce'
  | 'other-data'
  | 'other-purpose'
  | 'cut'
  | 'refusal'
  | 'redirect'
  | 'endless'
  | 'page'
  | 'silence'
  | 'down';

/** A time-stamp authority with a root of its own (ECDSA), as `openssl ts` is one; its keys lie in a temporary folder. */
export class TestAuthority {
  readonly folder: string;
  /** Absolute path of the root's certificate. */
  readonly root: string;

  constructor(folder: string, kind: AuthorityKind = 'right') {
    this.folder = folder;
    this.root = join(folder, 'root.pem');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'tsa.cnf'), CONFIG);
    writeFileSync(join(folder, 'serial'), '01\n');
    this.#openssl(
      `req -x509 ${NEW_KEY} -keyout root.key -out root.pem -days 3650 -subj /CN=Test_Root -config tsa.cnf -extensions authority`,
    );
    const ended = '-not_before 20200101000000Z -not_after 20210101000000Z';
    const isRsa = kind === 'rsa' || kind === 'intermediate';
    const between = kind === 'issued-by-none' ? 'server' : 'authority';
    if (kind === 'intermediate' || kind === 'ended-intermediate' || kind === 'issued-by-none') {
      this.#certify('between', between, kind === 'ended-intermediate' ? ended : '-days 3000', { isRsa });
      this.#chain = ' -chain between.pem';
    }
    const issuer = this.#chain === '' ? 'root' : 'between';
    this.#certify('tsa', 'stamper', kind === 'expired' ? ended : '-days 3000', { issuer, isRsa });
    this.#certify('server', 'server', '-days 3000');
  }

  /** Certificates that its tokens hold beside its own, as openssl takes them. */
  #chain = '';

  /** Whether openssl takes a token of data, by these certificates (PEM). */
  isTaken(token: Buffer, data: Buffer, roots: readonly string[]): boolean {
    writeFileSync(join(this.folder, 'taken.tsr'), token);
    writeFileSync(join(this.folder, 'taken'), data);
    writeFileSync(join(this.folder, 'taken.pem'), roots.join('\n'));
    const args = 'ts -verify -data taken -in taken.tsr -CAfile taken.pem -partial_chain'.split(' ');
    return spawnSync('openssl', args, { cwd: this.folder }).status === 0;
  }

  #openssl(args: string): void {
    execFileSync('openssl', args.split(' '), { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  #certify(name: string, extensions: string, dates: string, { issuer = 'root', isRsa = false } = {}): void {
    const key = isRsa ? '-newkey rsa:2048 -nodes' : NEW_KEY;
    const subject = name === 'between' ? 'Test_Between' : 'Test_Authority';
    this.#openssl(`req ${key} -keyout ${name}.key -out ${name}.csr -subj /CN=${subject} -config tsa.cnf`);
    this.#openssl(
      `x509 -req -in ${name}.csr -CA ${issuer}.pem -CAkey ${issuer}.key -CAcreateserial -out ${name}.pem -extfile tsa.cnf -extensions ${extensions} ${dates}`,
    );
  }

  /** The answer to a request, DER; `ahead`: by a clock that is so far ahead, as faketime takes it. */
  reply(query: Buffer, ahead?: string): Buffer {
    writeFileSync(join(this.folder, 'query.tsq'), query);
    const args = `ts -reply -config tsa.cnf -section tsa_config -queryfile query.tsq -signer tsa.pem -inkey tsa.key -out reply.tsr${this.#chain}`;
    if (ahead === undefined) this.#openssl(args);
    else execFileSync('faketime', [ahead, 'openssl', ...args.split(' ')], { cwd: this.folder, stdio: 'pipe' });
    return readFileSync(join(this.folder, 'reply.tsr'));
  }

  /** The same, signed by a certificate of the same root that is none for time-stamping. */
  disguised(query: Buffer): Buffer {
    this.reply(query);
    this.#openssl('ts -reply -in reply.tsr -token_out -out token.der');
    this.#openssl('cms -verify -noverify -inform DER -in token.der -out info.der');
    this.#openssl(
      'cms -sign -binary -nodetach -cades -md sha256 -outform DER -econtent_type 1.2.840.113549.1.9.16.1.4 -in info.der -signer server.pem -inkey server.key -out disguised.der',
    );
    return sequence(Buffer.from([0x30, 3, 2, 1, 0]), readFileSync(join(this.folder, 'disguised.der')));
  }

  /** A request of openssl's own, for data; with a nonce unless told. */
  query(data: Buffer, options = ''): Buffer {
    writeFileSync(join(this.folder, 'data'), data);
    this.#openssl(`ts -query -data data -sha256 -cert -out own.tsq${options === '' ? '' : ` ${options}`}`);
    return readFileSync(join(this.folder, 'own.tsq'));
  }
}

const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';

/** A DER sequence of 256 to 65535 bytes. */
const sequence = (...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x30, 0x82, body.length >> 8, body.length & 0xff]), body]);
};

/** An authority behind an address of this machine. */
export class AuthorityServer {
  readonly #server: Server;
  readonly #authority: TestAuthority;
  /** Paths that were asked for, with the number of bytes that came. */
  readonly asked: { readonly path: string; readonly bytes: number }[] = [];
  #failures = 0;

  private constructor(authority: TestAuthority) {
    this.#authority = authority;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const query = Buffer.concat(chunks);
        this.asked.push({ path: request.url ?? '', bytes: query.length });
        this.#answer(request.url?.slice(1) ?? '', query, response);
      });
    });
  }

  static async open(authority: TestAuthority): Promise<AuthorityServer> {
    const opened = new AuthorityServer(authority);
    await new Promise<void>((settle) => opened.#server.listen(0, '127.0.0.1', settle));
    return opened;
  }

  address(behaviour: 'right' | 'flaky' | Misbehaviour = 'right'): string {
    const bound = this.#server.address();
    return `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/${behaviour}`;
  }

  close(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((settle) => this.#server.close(settle));
  }

  #answer(behaviour: string, query: Buffer, response: ServerResponse): void {
    const authority = this.#authority;
    const replies: Readonly<Record<string, () => Buffer>> = {
      right: () => authority.reply(query),
      future: () => authority.reply(query, '+2 days'),
      'other-nonce': () => authority.reply(withOtherNonce(query)),
      'other-data': () => authority.reply(authority.query(Buffer.from('other'))),
      'other-purpose': () => authority.disguised(query),
      cut: () => authority.reply(query).subarray(0, 300),
      refusal: () => authority.reply(authority.query(Buffer.from('x'), '-tspolicy 1.2.3.9')),
    };
    const reply = replies[behaviour === 'flaky' && this.#failures++ > 0 ? 'right' : behaviour];
    const type = { 'content-type': 'application/timestamp-reply' };
    if (reply !== undefined) response.writeHead(200, type).end(reply());
    else if (behaviour === 'redirect') response.writeHead(302, { location: '/right' }).end();
    else if (behaviour === 'endless') response.writeHead(200, type).write(Buffer.alloc(200_000));
    else if (behaviour === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello</p>');
    else if (behaviour === 'down') response.writeHead(503).end();
    else if (behaviour === 'flaky') response.destroy();
  }
}

/** The imprint stays; a byte of the nonce is another. */
const withOtherNonce = (query: Buffer): Buffer => {
  const other = Buffer.from(query);
  const at = other.length - 5;
  other[at] = (other[at] ?? 0) ^ 0x0f;
  return other;
};
