import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

export const SHA256 = '2.16.840.1.101.3.4.2.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const COMMON_NAME = '2.5.4.3';

/** How far the clock of this machine may be behind that of an authority, ms: a day, so that a wrong time zone is no fault of a token. */
const CLOCK_TOLERANCE = 24 * 3600 * 1000;

/** What is wrong with a token: it does not parse, or was refused; is of other data; answers another request; is not signed by whom it names; … */
export type TokenFault =
  | 'damaged'
  | 'refused'
  | 'wrong-data'
  | 'wrong-nonce'
  | 'wrong-signature'
  | 'not-for-time-stamping'
  | 'expired'
  | 'future'
  | 'unknown-root';

/** How a token of an authority stands. */
export interface TokenStanding {
  /** When it was signed, as the authority says: ISO 8601, UTC. Null where the token does not parse. */
  readonly time: string | null;
  /** Name in the certificate of who signed it. */
  readonly authority: string | null;
  /** Last day of that certificate. */
  readonly validUntil: string | null;
  /** Null where no roots were given: then nobody says that the authority is one. */
  readonly isTrusted: boolean | null;
  readonly fault: TokenFault | null;
  readonly message: string | null;
}

/** What a token says, and who has signed it. */
export interface TokenParts {
  readonly signed: pkijs.SignedData;
  readonly info: pkijs.TSTInfo;
  readonly signer: pkijs.Certificate | undefined;
  readonly said: Pick<TokenStanding, 'time' | 'authority' | 'validUntil'>;
}

export const tokenParts = (token: pkijs.ContentInfo): TokenParts => {
  if (token.contentType !== SIGNED_DATA) throw new Error('no signed data');
  const signed = new pkijs.SignedData({ schema: token.content });
  const content = signed.encapContentInfo.eContent;
  if (signed.encapContentInfo.eContentType !== TST_INFO || content === undefined) throw new Error('no token');
  const info = pkijs.TSTInfo.fromBER(content.getValue());
  const signer = signerOf(signed);
  const said = {
    time: `${info.genTime.toISOString().slice(0, 19)}Z`,
    authority: signer === undefined ? null : nameOf(signer),
    validUntil: signer === undefined ? null : signer.notAfter.value.toISOString().slice(0, 10),
  };
  return { signed, info, signer, said };
};

/** Whether it is signed by the certificate that it names, whatever the data that its imprint is of, which is one for time-stamping and was valid then, and leads to one of the roots. */
export const tokenStanding = async (
  { signed, info, signer, said }: TokenParts,
  roots: readonly string[],
): Promise<TokenStanding> => {
  const fault = (code: TokenFault, message: string): TokenStanding => ({
    ...said,
    isTrusted: null,
    fault: code,
    message,
  });
  if (signer === undefined || !(await isSignedBy(signed, signer))) {
    return fault('wrong-signature', 'it is not signed by the certificate that it names');
  }
  if (!isForTimeStamping(signer)) {
    return fault('not-for-time-stamping', `the certificate of ${said.authority} is not one for time-stamping alone`);
  }
  const { notBefore, notAfter } = signer;
  if (info.genTime < notBefore.value || info.genTime > notAfter.value) {
    return fault('expired', `the certificate of ${said.authority} did not hold at ${said.time}`);
  }
  if (info.genTime.getTime() > Date.now() + CLOCK_TOLERANCE) {
    return fault('future', `it says ${said.time}, which is still to come: compare the clock of this machine`);
  }
  if (roots.length === 0) return { ...said, isTrusted: null, fault: null, message: null };
  if (await leadsToRoot(signed, signer, roots, info.genTime)) {
    return { ...said, isTrusted: true, fault: null, message: null };
  }
  return { ...fault('unknown-root', `no root that is given vouches for ${said.authority}`), isTrusted: false };
};

/** What the authority says instead of a token; null where it grants one. */
export const refusalIn = ({ status }: pkijs.TimeStampResp): string | null => {
  // pkijs types the number as an enumeration of its names: granted, and granted with changes.
  const code = Number(status.status);
  if (code === 0 || code === 1) return null;
  const words = (status.statusStrings ?? [])
    .map(({ valueBlock }) => valueBlock.value)
    .join(' ')
    .slice(0, 200);
  return `the authority refused${words === '' ? '' : `: ${words}`}`;
};

const certificatesOf = ({ certificates = [] }: pkijs.SignedData): readonly pkijs.Certificate[] =>
  certificates.filter((each): each is pkijs.Certificate => each instanceof pkijs.Certificate);

/** The certificate that the one signer names by issuer and number. */
const signerOf = (signed: pkijs.SignedData): pkijs.Certificate | undefined => {
  const [info, ...others] = signed.signerInfos;
  const sid = info?.sid;
  if (others.length > 0 || !(sid instanceof pkijs.IssuerAndSerialNumber)) return undefined;
  return certificatesOf(signed).find(
    ({ issuer, serialNumber }) => issuer.isEqual(sid.issuer) && serialNumber.isEqual(sid.serialNumber),
  );
};

/** The signature is right, and what is signed names this very certificate (RFC 5816), so that no other with the same key can stand in. */
const isSignedBy = async (signed: pkijs.SignedData, signer: pkijs.Certificate): Promise<boolean> => {
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  const named = attributes.flatMap(({ type, values }) =>
    type === SIGNING_CERTIFICATE_V2 || type === SIGNING_CERTIFICATE ? [{ type, value: values[0] }] : [],
  );
  const bytes = Buffer.from(signer.toSchema().toBER());
  if (named.length === 0 || !named.every(({ type, value }) => namesCertificate(type, value, bytes))) return false;
  const { encapContentInfo } = signed;
  const { eContentType } = encapContentInfo;
  try {
    // Of a token pkijs would hold the data against the imprint, too: whoever has them does that before.
    encapContentInfo.eContentType = DATA;
    return await signed.verify({ signer: 0, checkChain: false });
  } catch {
    return false;
  } finally {
    encapContentInfo.eContentType = eContentType;
  }
};

/** ESSCertID(v2): the first certificate of the list is the signer's, by its hash: SHA-1 in the first version, in the second SHA-256 unless it says otherwise. */
const namesCertificate = (type: string, value: unknown, certificate: Buffer): boolean => {
  const id = firstIn(firstIn(value));
  const [first, second] = itemsOf(id);
  const named = first instanceof asn1js.Sequence ? second : first;
  if (!(named instanceof asn1js.OctetString)) return false;
  const [oid] = itemsOf(first);
  const other = oid instanceof asn1js.ObjectIdentifier ? oid.valueBlock.toString() : SHA256;
  const algorithm = type === SIGNING_CERTIFICATE ? 'sha1' : HASHES[other];
  if (algorithm === undefined) return false;
  return createHash(algorithm).update(certificate).digest().equals(Buffer.from(named.valueBlock.valueHexView));
};

export const HASHES: Readonly<Record<string, string>> = {
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const itemsOf = (value: unknown): readonly unknown[] =>
  value instanceof asn1js.Sequence ? value.valueBlock.value : [];
const firstIn = (value: unknown): unknown => itemsOf(value)[0];

/** RFC 3161, 2.3: its extended key usage is time-stamping alone, and critical. */
const isForTimeStamping = ({ extensions = [] }: pkijs.Certificate): boolean => {
  const usage = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes = usage?.parsedValue instanceof pkijs.ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  return usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING;
};

const leadsToRoot = async (
  signed: pkijs.SignedData,
  signer: pkijs.Certificate,
  roots: readonly string[],
  checkDate: Date,
): Promise<boolean> => {
  const trusted = roots.flatMap((pem) => certificatesIn(pem));
  // Whoever names the very certificate of the authority trusts it, whoever issued it.
  const own = Buffer.from(signer.toSchema().toBER());
  if (trusted.some((each) => Buffer.from(each.toSchema().toBER()).equals(own))) return true;
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: trusted,
    certs: [...certificatesOf(signed).filter((each) => each !== signer), signer],
    checkDate,
  });
  const { result } = await engine.verify();
  return result;
};

/** Certificates in a PEM text; what does not parse is left out. */
const certificatesIn = (pem: string): readonly pkijs.Certificate[] =>
  pemBlocks(pem).flatMap((block) => {
    try {
      return [pkijs.Certificate.fromBER(bufferOf(Buffer.from(block, 'base64')))];
    } catch {
      return [];
    }
  });

const pemBlocks = (pem: string): readonly string[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g)].map(
    ([, text = '']) => text,
  );

/** How many certificates a PEM text holds that can be read. */
export const countCertificates = (pem: string): number => certificatesIn(pem).length;

const nameOf = ({ subject }: pkijs.Certificate): string => {
  const names = subject.typesAndValues.map(({ type, value }) => ({ type, text: String(value.valueBlock.value) }));
  return (
    (names.find(({ type }) => type === COMMON_NAME) ?? names[0])?.text.slice(0, 200) ?? 'an authority without a name'
  );
};

export const sha256Of = (data: Buffer): Buffer => createHash('sha256').update(data).digest();
export const hexText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
/** A copy of its own: a small Buffer is a part of a larger one. */
export const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
