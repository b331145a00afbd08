import { OBSERVER } from '../case/file/events.ts';

import { comment, flow, type Line, scalar, userScalar } from './yaml-lines.ts';

/** A listing of theirs of which more is known than one gives by hand; files are paths from the folder of the config. */
export interface SkeletonInfringement {
  readonly listing: string;
  readonly firstSeen: string;
  readonly seller: string | null;
  readonly image: SkeletonFile | null;
  readonly page: SkeletonFile | null;
  /** When page and picture were captured, and with what. */
  readonly capturedAt: string;
  readonly tool: string;
  /** Path of ours, as in `pictures`. */
  readonly of: string;
  /** Of hashes, bits; null where it was found by key points, which have none. */
  readonly distance: number | null;
  readonly transform: string;
  readonly watermarkRemoved: boolean | null;
  readonly counterfeit: boolean | null;
  /** The listing of the same seller and work that was taken down, and the case about it; null where none is known. */
  readonly repostOf: { readonly listing: string; readonly removedAt: string; readonly case: string } | null;
  readonly price: number | null;
  readonly unitsSold: number | null;
}
interface SkeletonFile {
  readonly file: string;
  readonly sha256: string;
}

/** Who holds the rights, where the config says it. */
export interface SkeletonHolder {
  readonly name: string;
  readonly type?: string | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly jurisdiction?: string | undefined;
}

/** Of an infringement all that is known; `works` are the ids of pictures of ours by path. */
export const foundListing = (one: SkeletonInfringement, works: ReadonlyMap<string, string>): readonly Line[] => {
  const { image, page, repostOf } = one;
  const known = (key: string, value: string | number | boolean | null): readonly Line[] =>
    value === null ? [] : [`    ${key}: ${typeof value === 'string' ? scalar(value) : value}`];
  const file = (each: SkeletonFile): string => flow({ file: scalar(each.file), sha256: JSON.stringify(each.sha256) });
  const capture = {
    ...(page === null ? {} : { page: file(page) }),
    capturedAt: one.capturedAt,
    by: OBSERVER,
    tool: scalar(one.tool),
  };
  return [
    `  - listing: ${scalar(one.listing)}`,
    ...known('seller', one.seller),
    `    firstSeen: ${one.firstSeen}`,
    ...(repostOf === null
      ? []
      : [
          `    repostOf: ${flow({ listing: scalar(repostOf.listing), removedAt: repostOf.removedAt, case: scalar(repostOf.case) })}`,
        ]),
    ...(image === null ? [] : [`    image: ${file(image)}`]),
    `    match: ${flow({ work: scalar(works.get(one.of) ?? one.of), ...foundBy(one.distance), transform: scalar(one.transform) })}`,
    `    capture: ${flow(capture)}`,
    ...known('watermarkRemoved', one.watermarkRemoved),
    ...known('counterfeit', one.counterfeit),
    ...known('price', one.price),
    ...known('unitsSold', one.unitsSold),
    comment('    explanation: <what it shows of yours and why that is no coincidence>'),
  ];
};

const foundBy = (distance: number | null): { readonly [key: string]: string } =>
  distance === null ? { method: 'key points' } : { method: 'hash', distance: String(distance) };

/** Who holds the rights, on one line. */
export const holderOf = (holder: SkeletonHolder): string =>
  flow(
    Object.fromEntries(
      Object.entries(holder).flatMap(([key, value]) => (typeof value === 'string' ? [[key, userScalar(value)]] : [])),
    ),
  );
