import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Room for bytes that are all written before any is read: it is not filled with 0 first. */
export const unfilled = (bytes: number): Uint8Array => new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);

type Transfer = (this: ArrayBufferLike, length: number) => ArrayBufferLike;
const isTransfer = (value: unknown): value is Transfer => typeof value === 'function';

/** V8 of Node 20 has `ArrayBuffer.prototype.transfer` behind a flag that counts in contexts which are made while it is set. */
const TRANSFER_FLAG = 'harmony-rab-gsab-transfer';
const V8_WITH_FLAG = '11.';

const transferOf = (): Transfer | undefined => {
  const own: unknown = Reflect.get(ArrayBuffer.prototype, 'transfer');
  if (isTransfer(own)) return own;
  if (!process.versions.v8.startsWith(V8_WITH_FLAG)) return undefined;
  setFlagsFromString(`--${TRANSFER_FLAG}`);
  const lent: unknown = runInNewContext('ArrayBuffer.prototype.transfer');
  setFlagsFromString(`--no-${TRANSFER_FLAG}`);
  return isTransfer(lent) ? lent : undefined;
};

let transfer: Transfer | undefined | null = null;

/**
 * Frees the memory of bytes now, and every view of it has no length any more. What waits for a collection is megabytes a picture, of which collections
 * take notice. Nothing happens where the buffer holds more than these bytes, or the runtime cannot do it.
 */
export const giveBack = ({ buffer, byteLength }: NodeJS.TypedArray): void => {
  if (transfer === null) transfer = transferOf();
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) transfer?.call(buffer, 0);
};
