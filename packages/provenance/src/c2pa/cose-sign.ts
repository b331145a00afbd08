import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { ListingLintError } from '@listing-lint/core/plugin';
import { encode, Tagged } from 'cborg';

/** Bytes that are kept free for the signature and its certificates. */
export const RESERVED_BYTES = 12_288;

/** A signer of claims: by his key and his certificate with those that lead to its root, PEM. */
export interface ClaimSigner {
  /** Name of the algorithm as C2PA has it. */
  readonly algorithm: 'es256' | 'es384' | 'es512' | 'ed25519';
  /** Whom the certificate names. */
  readonly name: string;
  /** Signs a claim: COSE_Sign1 (RFC 9052) of `RESERVED_BYTES` bytes. */
  readonly sign: (claim: Uint8Array) => Uint8Array;
}

interface Algorithm {
  readonly name: ClaimSigner['algorithm'];
  /** Its number in COSE (RFC 9053). */
  readonly id: number;
  readonly hash: string | null;
}
const CURVES: Readonly<Record<string, Algorithm>> = {
  prime256v1: { name: 'es256', id: -7, hash: 'sha256' },
  secp384r1: { name: 'es384', id: -35, hash: 'sha384' },
  secp521r1: { name: 'es512', id: -36, hash: 'sha512' },
};
const ED25519: Algorithm = { name: 'ed25519', id: -8, hash: null };
const COSE_SIGN1 = 18;
const HEADER_ALGORITHM = 1;
const HEADER_X5CHAIN = 33;

/** Prepares a signer that signs at a time. Throws `usage` where key or certificates cannot be used, do not belong together, or are not valid then. */
export const claimSigner = (certificates: string, key: string, at = new Date()): ClaimSigner => {
  const chain = readChain(certificates);
  const [own] = chain;
  const secret = readKey(key);
  if (own === undefined) throw new ListingLintError('usage', 'the certificate holds none in PEM');
  if (!own.checkPrivateKey(secret)) throw new ListingLintError('usage', 'the key is not that of the first certificate');
  for (const each of chain) checkValidity(each, at);
  const algorithm = algorithmOf(secret);
  const header = encode(
    new Map<number, unknown>([
      [HEADER_ALGORITHM, algorithm.id],
      [HEADER_X5CHAIN, chain.length === 1 ? own.raw : chain.map(({ raw }) => raw)],
    ]),
  );
  return {
    algorithm: algorithm.name,
    name: commonName(own),
    sign: (claim) => {
      const signed = encode(['Signature1', header, new Uint8Array(), claim]);
      const signature = sign(algorithm.hash, signed, { key: secret, dsaEncoding: 'ieee-p1363' });
      return padded(header, signature);
    },
  };
};

const readChain = (pem: string): readonly X509Certificate[] => {
  try {
    return (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map(
      (each) => new X509Certificate(each),
    );
  } catch (cause) {
    throw new ListingLintError('usage', 'the certificate cannot be read', [], { cause });
  }
};

const commonName = ({ subject }: X509Certificate): string => /(?:^|\n)CN=([^\n]*)/.exec(subject)?.[1] ?? subject;

/** Nobody accepts what was signed outside of the validity of the certificate or of one of its issuers. */
const checkValidity = (certificate: X509Certificate, at: Date): void => {
  const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  if (at >= from && at <= to) return;
  const [first, last] = [from, to].map((each) => each.toISOString());
  throw new ListingLintError(
    'usage',
    `the certificate of ${commonName(certificate)} is valid from ${first} to ${last}, and it is ${at.toISOString()}`,
    [
      {
        message:
          at > to
            ? 'have it renewed, and name the new one in the config: c2pa.certificate'
            : 'sign when it has begun, and see whether the clock of this machine is right',
      },
    ],
  );
};

const readKey = (pem: string): KeyObject => {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new ListingLintError(
      'usage',
      'the key cannot be read: it has to be a private key in PEM, without a password',
      [],
      { cause },
    );
  }
};

const algorithmOf = (key: KeyObject): Algorithm => {
  if (key.asymmetricKeyType === 'ed25519') return ED25519;
  const found = CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (found !== undefined) return found;
  throw new ListingLintError(
    'usage',
    `keys of the kind ${key.asymmetricKeyType} are not used here: take P-256, P-384, P-521 or Ed25519`,
  );
};

/** The structure with as much padding as makes it fill what was kept free. */
const padded = (header: Uint8Array, signature: Uint8Array): Uint8Array => {
  const made = (pad: number): Uint8Array =>
    encode(new Tagged(COSE_SIGN1, [header, new Map([['pad', new Uint8Array(pad)]]), null, signature]));
  // The length of the padding's own head depends on the padding.
  const first = RESERVED_BYTES - made(0).length;
  if (first < 8) throw new ListingLintError('usage', 'the certificates are too many to be put into a manifest');
  const once = made(first);
  return made(first - (once.length - RESERVED_BYTES));
};
