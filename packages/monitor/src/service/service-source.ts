import { ListingLintError } from '@listing-lint/core/plugin';
import { type Capture, NO_OFFER } from '../source/capture.ts';
import type { MonitorSource } from '../source/open-source.ts';
import type { ServiceResult } from './adapter.ts';
import type { AskFaults, OpenService } from './ask-services.ts';
import type { AskedStore } from './asked-store.ts';

/** What a service has answered, as a source to be looked through: each picture is compared as any other, whatever the service says of it. */
export const serviceSource = (
  service: OpenService,
  store: AskedStore,
  faults: AskFaults,
  pictureBytes: number,
): MonitorSource => ({
  name: service.settings.name,
  kind: 'service',
  sha256: store.sha256,
  bytes: null,
  captures: () => serviceCaptures(service, store, faults, pictureBytes),
});

async function* serviceCaptures(
  { settings: { name: service }, works, unreadable }: OpenService,
  store: AskedStore,
  faults: AskFaults,
  pictureBytes: number,
): AsyncGenerator<Capture> {
  let index = 0;
  const fault = (name: string, problem: string, ends: boolean): Capture => ({
    kind: 'fault',
    name: `${service}: ${name}`,
    index: index++,
    problem,
    ends,
  });
  const known = new Set<string>();
  for (const { path, problem } of unreadable) yield fault(path, `was not searched for: ${problem}`, true);
  for (const { path, sha256 } of works) {
    const answer = store.work(service, sha256)?.answer;
    if (answer === undefined) {
      yield fault(path, `was not searched for: ${faults.works.get(path) ?? 'it was not asked'}`, true);
      continue;
    }
    for (const left of answer.left) yield fault(path, left, true);
    if (answer.unusable > 0) yield fault(path, `${answer.unusable} of its results name no address of the web`, false);
    for (const result of answer.results) {
      const place = `${result.page ?? ''}\n${result.pictures[0] ?? ''}`;
      if (known.has(place)) continue;
      known.add(place);
      const got = result.pictures.find((address) => store.picture(address) !== undefined);
      const digest = got === undefined ? undefined : store.picture(got);
      if (digest !== undefined)
        yield pictureOf(service, result, index++, () => storedBytes(store, digest, pictureBytes));
      else yield fault(placeOf(result), faultWords(result, faults), false);
    }
  }
}

const placeOf = ({ page, pictures: [picture] }: ServiceResult): string => page ?? picture ?? '';

const faultWords = ({ pictures: [picture] }: ServiceResult, { pictures: faults }: AskFaults): string =>
  picture === undefined
    ? 'the service names the page and no picture of it: look at it yourself'
    : `its picture ${picture} was not looked at: ${faults.get(picture) ?? 'it was not loaded'}`;

const pictureOf = (service: string, result: ServiceResult, index: number, bytes: () => Promise<Buffer>): Capture => {
  const { page, pictures, seller, title, price, currency } = result;
  const [address = null] = pictures;
  return {
    kind: 'picture',
    name: `${service}: ${address ?? page ?? ''}`,
    index,
    address,
    // When the service saw it says nothing of now; that it tells of it now does.
    at: null,
    key: address ?? '',
    offer: page === null ? null : { ...NO_OFFER, page, seller, title, price, currency },
    bytes,
  };
};

const storedBytes = async (store: AskedStore, digest: string, maxBytes: number): Promise<Buffer> => {
  try {
    return await store.bytesOf(digest, maxBytes);
  } catch (error) {
    throw new ListingLintError('file-unreadable', 'what was loaded of it cannot be read again', [], { cause: error });
  }
};
