/**
 * What one plugin is given of what another shares: bytes are copied, and what holds them is a frozen object of its own, so that nobody changes
 * what the others see. Anything else is handed on as it is.
 */
export const ownCopy = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? Buffer.from(value) : value.slice();
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ownCopy(part)])));
};
