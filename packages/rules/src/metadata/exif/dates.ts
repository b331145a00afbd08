/**
 * An EXIF date (`2024:05:01 10:20:30`, with its SubSec and Offset tags) as ISO 8601: local time, with a zone only where the file
 * gives one. null for what is no date: zeros, blanks, the 31st of February.
 */
export const isoOfExif = (date: unknown, subSec?: unknown, offset?: unknown): string | null => {
  if (typeof date !== 'string') return null;
  const match = /^(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(
    date.replaceAll('\0', '').trim(),
  );
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '00', zone] = match;
  if (!isRealTime([year, month, day, hour, minute, second].map(Number))) return null;
  const fraction =
    typeof subSec === 'string' || typeof subSec === 'number' ? /^\s*(\d{1,9})/.exec(String(subSec))?.[1] : undefined;
  const digits = fraction === undefined ? '' : `.${fraction}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${digits}${zoneOf(offset) ?? zoneOf(zone) ?? ''}`;
};

/** A date of XMP (`2024-05-01T10:20:30+02:00`, parts from the right may be missing, colons as in EXIF are seen) in the same form; null without a time of day. */
export const isoOfXmp = (date: unknown): string | null => {
  const match =
    typeof date === 'string'
      ? /^(\d{4}[-:]\d\d[-:]\d\d[T ]\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(date.trim())
      : null;
  if (!match) return null;
  const [, start = '', second = ':00', fraction = '', zone = ''] = match;
  return isoOfExif(`${start.replace('T', ' ')}${second}`, fraction.slice(1), zone);
};

const zoneOf = (offset: unknown): string | undefined => {
  if (typeof offset !== 'string') return undefined;
  const text = offset.replaceAll('\0', '').trim();
  if (text === 'Z') return 'Z';
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text);
  if (!match || Number(match[2]) > 14 || Number(match[3]) > 59) return undefined;
  return `${match[1]}${match[2]}:${match[3]}`;
};

const isRealTime = ([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: number[]): boolean => {
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return (
    year >= 1826 &&
    time.getUTCFullYear() === year &&
    time.getUTCMonth() === month - 1 &&
    time.getUTCDate() === day &&
    time.getUTCHours() === hour &&
    time.getUTCMinutes() === minute &&
    time.getUTCSeconds() === second
  );
};

/**
 * Seconds from one time to another. Where only one of the two has a zone, both are taken as local times of one place, which is
 * what the same camera writes.
 */
export const secondsBetween = (from: string, to: string): number => {
  const zone = /(?:Z|[+-]\d\d:\d\d)$/;
  const bothZoned = zone.test(from) && zone.test(to);
  const instant = (time: string): number => Date.parse(bothZoned ? time : `${time.replace(zone, '')}Z`);
  return (instant(to) - instant(from)) / 1000;
};
