/** Writes pictures of `side` pixels into `folder`/listings; the same arguments give the same bytes. */
export const makePictures: (folder: string, count: number, side?: number) => Promise<void>;
