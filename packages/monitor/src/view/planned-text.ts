import type { PlannedRequest } from '../planned-request.ts';
import { howMany } from './hit-words.ts';

/** What would be sent, request by request. */
export const plannedText = (requests: readonly PlannedRequest[]): string => {
  const services = [...new Set(requests.map(({ service }) => service))];
  return `${[
    'Nothing was sent.',
    ...services.map((service) =>
      serviceText(
        service,
        requests.filter((each) => each.service === service),
      ),
    ),
  ].join('\n\n')}\n`;
};

const serviceText = (service: string, requests: readonly PlannedRequest[]): string => {
  const [first] = requests;
  if (first === undefined) return '';
  const { key, perMinute, tries } = first;
  const bytes = requests.reduce((sum, each) => sum + each.bytes, 0);
  return [
    `--ask ${service} sends ${howMany(requests.length, 'request')} of ${bytes} bytes in all, ${perMinute} a minute at most, each up to ${howMany(tries, 'time')}:`,
    ...(key === null
      ? ['  without a key']
      : [`  with the key in ${key.env}, which is ${key.isSet ? 'set' : 'not set: nothing could be sent'}`]),
    ...requests.map(requestText),
    '  Then pictures are loaded from the addresses that it answers with: of the public internet alone, without the key.',
  ].join('\n');
};

const requestText = ({ method, address, headers, contents }: PlannedRequest): string =>
  [
    `  ${method} ${address}`,
    ...Object.entries(headers).map(([name, value]) => `    ${name}: ${value}`),
    ...contents.map((line) => `    ${line}`),
  ].join('\n');
