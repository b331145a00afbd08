import { randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import {
  bufferOf,
  hexText,
  refusalIn,
  SHA256,
  sha256Of,
  type TokenFault,
  type TokenStanding,
  tokenParts,
  tokenStanding,
} from './token-parts.ts';

export interface JudgedToken {
  /** A TimeStampResp (RFC 3161, 2.4.2), DER. */
  readonly token: Buffer;
  /** The TimeStampReq that it answers. */
  readonly query: Buffer;
  /** What was to be time-stamped. */
  readonly data: Buffer;
  /** Certificates that are trusted, PEM. */
  readonly roots: readonly string[];
}

/** A request for data, with a nonce of 64 random bits, asking for the certificate (RFC 3161, 2.4.1). DER. */
export const timeStampQuery = (data: Buffer): Buffer => {
  const nonce = randomBytes(8);
  // Positive, and of eight bytes whatever comes.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: bufferOf(sha256Of(data)) }),
    }),
    nonce: new asn1js.Integer({ valueHex: bufferOf(nonce) }),
    certReq: true,
  });
  return Buffer.from(request.toSchema().toBER());
};

/**
 * Judges a token offline: it parses, is of these data, answers this request, is signed by the certificate that it names, which is one for
 * time-stamping and was valid then, and leads to one of the roots. Never rejects. Source: RFC 3161, RFC 5652, RFC 5816.
 */
export const judgeToken = async (judged: JudgedToken): Promise<TokenStanding> => {
  const none = { time: null, authority: null, validUntil: null, isTrusted: null };
  try {
    return await judge(judged);
  } catch {
    return { ...none, fault: 'damaged', message: 'it cannot be read as a time-stamp token' };
  }
};

const judge = async ({ token, query, data, roots }: JudgedToken): Promise<TokenStanding> => {
  const response = pkijs.TimeStampResp.fromBER(bufferOf(token));
  const refusal = refusalIn(response);
  if (refusal !== null || response.timeStampToken === undefined) {
    return { ...NOBODY, fault: 'refused', message: refusal ?? 'it holds no token' };
  }
  const parts = tokenParts(response.timeStampToken);
  const asked = pkijs.TimeStampReq.fromBER(bufferOf(query));
  const fault = (code: TokenFault, message: string): TokenStanding => ({
    ...parts.said,
    isTrusted: null,
    fault: code,
    message,
  });
  const imprint = hexText(sha256Of(data));
  const { messageImprint } = parts.info;
  if (imprintOf(messageImprint) !== imprint) return fault('wrong-data', 'it is of other data');
  if (
    imprintOf(asked.messageImprint) !== imprint ||
    nonceOf(asked) === null ||
    nonceOf(parts.info) !== nonceOf(asked)
  ) {
    return fault('wrong-nonce', 'it does not answer the request that lies beside it');
  }
  return tokenStanding(parts, roots);
};

const NOBODY = { time: null, authority: null, validUntil: null, isTrusted: null };

const nonceOf = ({ nonce }: pkijs.TSTInfo | pkijs.TimeStampReq): string | null =>
  nonce === undefined ? null : hexText(nonce.valueBlock.valueHexView).replace(/^(?:00)+/, '');

const imprintOf = ({ hashAlgorithm, hashedMessage }: pkijs.MessageImprint): string | null =>
  hashAlgorithm.algorithmId === SHA256 ? hexText(hashedMessage.valueBlock.valueHexView) : null;
