/** A number with a sign and, where it has one, a fraction. */
const NUMBER = String.raw`[-+−]?\d{1,3}(?:[.,]\d+)?`;
const DEGREE = String.raw`(?:[°º˚]|&deg;|\\u00b0|\bdeg(?:rees?)?\b)`;
/** N, S, E, W; O for Ost, Oeste and Ouest. */
const SIDE = '[NSEWO]';

/** Forms that nothing else has; each is searched for in bounded stretches, so that a long text takes time in proportion to its length. */
const FORMS: readonly RegExp[] = [
  // geo:52.520008,13.404954 (RFC 5870)
  new RegExp(String.raw`\bgeo:\s?${NUMBER},\s?${NUMBER}`, 'i'),
  // GPSLatitude=52, 31, 12, "longitude": 13.4049, GPSPosition 52/1 31/1 12/1
  /(?:gps|latitude|longitude|longtitude|coordinates?|koordinaten?)(?:ref|latitude|longitude|position|coordinates?)?[^\n\p{L}\d]{0,12}(?:[NSEWO]\b[^\n\p{L}\d]{0,4})?[-+−]?\d{1,3}(?:[.,]\d{3,}|\s?(?:[°º˚]|\/1\b|,\s?\d{1,2}(?:[.,]|\b)|\s\d{1,2}\s\d{1,2}))/iu,
  // lng: 13.4049, lat 52°
  /(?:\b|_)(?:dest)?(?:lat|lon|lng|long)[^\n\p{L}\d]{0,12}[-+−]?\d{1,3}(?:[.,]\d{3,}|\s?[°º˚])/iu,
  /\b(?:gps|lat(?:itude)?|lon(?:g(?:itude)?)?)\b[^\n]{0,40}?[-+−]?\d{1,3}[.,]\d{3,}/i,
  // +52.5200+013.4049/, +5231.20+01324.29/ (ISO 6709)
  /[-+−]\d{2}(?:\d{2}){0,2}\.\d{2,}[-+−]\d{3}(?:\d{2}){0,2}\.\d{2,}/,
  // 52° 31′ 12″ N, 52°31.2'N, 52 deg 31' 12.03" N, 52.52° N, N 52° 31.200
  new RegExp(
    String.raw`\d{1,3}(?:[.,]\d+)?\s?${DEGREE}(?:\s?\d{1,2}(?:[.,]\d+)?\s?['′’´\`](?:\s?\d{1,2}(?:[.,]\d+)?\s?(?:["″”]|''|′′))?)?\s?${SIDE}\b`,
    'i',
  ),
  new RegExp(String.raw`\b${SIDE}\s?\d{1,3}(?:[.,]\d+)?\s?${DEGREE}`, 'i'),
  // 52.5200 N, 13.4050 E
  /\b\d{1,2}[.,]\d{3,}\s?[NS]\b[^\n\p{L}\d]{0,4}\d{1,3}[.,]\d{3,}\s?[EWO]\b/iu,
  /\b[NS]\s?\d{1,2}[.,]\d{3,}[^\n\p{L}\d]{0,4}[EWO]\s?\d{1,3}[.,]\d{3,}/iu,
  // 41 05 54S 121 05 34W
  /\b\d{1,2} \d{1,2} \d{1,2}(?:\.\d+)?\s?[NS][^\n\p{L}\d]{1,4}\d{1,3} \d{1,2} \d{1,2}(?:\.\d+)?\s?[EWO]\b/iu,
  // Links to a place on a map.
  /\b(?:maps\.google|google\.[a-z.]{2,8}\/maps|(?:goo\.gl|g\.co)\/maps|maps\.app\.goo\.gl|maps\.apple\.com|(?:openstreetmap\.org|osm\.org)\/\S{0,40}(?:#map|mlat|go)|bing\.com\/maps|here\.com\/|waze\.com\/|yandex\.[a-z.]{2,8}\/maps|map\.baidu\.com|(?:uri\.|www\.)?amap\.com|maps\.me\/|what3words\.com\/|w3w\.co\/)/i,
  // ///filled.count.soap
  /(?:^|\s)\/\/\/\p{L}{2,30}\.\p{L}{2,30}\.\p{L}{2,30}\b/u,
  // 9F4MGC22+22 (Open Location Code); telephone numbers are of digits alone.
  /(?<![\w+])(?=\d{0,7}[CFGHJMPQRVWX])[23456789CFGHJMPQRV][23456789CFGHJMPQRVWX]{7}\+[23456789CFGHJMPQRVWX]{2,7}(?!\w)/,
  // $GPGGA, $GNRMC, … (NMEA 0183)
  /\$G[A-Z](?:GGA|GLL|RMC|GNS),/,
  // POINT(13.404954 52.520008) (OGC 06-103r4)
  /\bPOINT\s?Z?\s?\(\s?[-+]?\d{1,3}\.\d+ [-+]?\d{1,3}\.\d+/i,
];

/** Two numbers with four digits and more behind the point; by comma, semicolon, slash or blanks between them. */
const PAIR =
  /(?<![\d.,\p{L}_])([-+−]?\d{1,3}[.]\d{4,})(?:\s?[,;/|]\s?|\s{1,3})([-+−]?\d{1,3}[.]\d{4,})(?![\d.])|(?<![\d.,\p{L}_])([-+−]?\d{1,3},\d{4,})(?:\s?[;/|]\s?|,\s|\s{1,3})([-+−]?\d{1,3},\d{4,})(?![\d,])/gu;

const numberOf = (text: string | undefined): number => Number((text ?? '').replace('−', '-').replace(',', '.'));

/** Whether two numbers are a latitude and a longitude; where both are below 1 degree there is only sea. */
const isLatLong = (latitude: number, longitude: number): boolean =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (Math.abs(latitude) >= 1 || Math.abs(longitude) >= 1);

/** Whether a text holds a position in a form that says so by itself: degrees, `geo:`, a link to a map, a plus code, … */
export const namesPosition = (text: string): boolean => FORMS.some((form) => form.test(text));

/** Whether a text holds two numbers that may be a latitude and a longitude: `52.520008, 13.404954`. */
export const holdsPair = (text: string): boolean => {
  for (const [, first, second, third, fourth] of text.matchAll(PAIR)) {
    const [a, b] = [numberOf(first ?? third), numberOf(second ?? fourth)];
    if (isLatLong(a, b) || isLatLong(b, a)) return true;
  }
  return false;
};
