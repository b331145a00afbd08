import * as pkijs from 'pkijs';
import {
  bufferOf,
  HASHES,
  hexText,
  refusalIn,
  type TokenParts,
  type TokenStanding,
  tokenParts,
  tokenStanding,
} from './token-parts.ts';

/** A token without the request that it answers, as an authority or a notary hands it over. */
export interface OwnToken {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Of what it is: a hash of the data, hex, and its algorithm as Node names it. Null where that is not known here. */
  readonly imprint: { readonly algorithm: string; readonly hex: string } | null;
  /** How it stands, whatever the data. Never rejects. */
  readonly standing: (roots: readonly string[]) => Promise<TokenStanding>;
}

/** A TimeStampResp, or the TimeStampToken in one (RFC 3161, 2.4.2), DER; null where it is neither, or was refused. */
export const openToken = (bytes: Buffer): OwnToken | null => {
  const parts = ownPartsOf(bytes);
  if (parts === null) return null;
  const { info, said } = parts;
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const algorithm = HASHES[hashAlgorithm.algorithmId];
  const hex = hexText(hashedMessage.valueBlock.valueHexView);
  return {
    time: said.time ?? '',
    imprint: algorithm === undefined ? null : { algorithm, hex },
    standing: (roots) =>
      tokenStanding(parts, roots).catch(() => ({
        ...said,
        isTrusted: null,
        fault: 'wrong-signature' as const,
        message: 'it is not signed by the certificate that it names',
      })),
  };
};

const ownPartsOf = (bytes: Buffer): TokenParts | null => {
  try {
    const response = pkijs.TimeStampResp.fromBER(bufferOf(bytes));
    if (refusalIn(response) !== null || response.timeStampToken === undefined) return null;
    return tokenParts(response.timeStampToken);
  } catch {
    try {
      return tokenParts(pkijs.ContentInfo.fromBER(bufferOf(bytes)));
    } catch {
      return null;
    }
  }
};
