import { describe, expect, it } from 'vitest';
import { holdsPair, namesPosition } from './position-words.ts';

const isPosition = (text: string): boolean => namesPosition(text) || holdsPair(text);

describe('a text', () => {
  it.each([
    '52.520008, 13.404954',
    'taken here: -33.8688 151.2093',
    '52,520008; 13,404954',
    '13.404954/52.520008',
    'POINT(13.404954 52.520008)',
    'geo:52.520008,13.404954;u=35',
    'geo:52,13',
    'https://www.google.com/maps/place/@52.5,13.4,17z',
    'https://maps.google.de/?q=Ulm',
    'https://maps.app.goo.gl/AbCdEf',
    'https://www.openstreetmap.org/?mlat=52.52&mlon=13.40',
    'http://maps.apple.com/?ll=52.52,13.40',
    '52° 31′ 12.03″ N, 13° 24′ 17.8″ E',
    `52°31'12"N 13°24'18"E`,
    `52 deg 31' 12.03" N`,
    '52.5200° N, 13.4050° E',
    'N 52° 31.200 E 013° 24.297',
    '52.5200 N, 13.4050 E',
    '41 05 54S 121 05 34W',
    'GPSLatitude=52.520008',
    'GPSLatitude=52, 31, 12.03 N',
    'exif:GPSLatitude="52,31.2N"',
    'GPSLatitude: 52/1 31/1 1203/100',
    '{"latitude":52.520008,"longitude":13.404954}',
    '"lng": 13.4049',
    'taken at lat 51.50012, lon 7.25013',
    '+52.5200+013.4050/',
    'GPS-Koordinaten: 52.52001',
    'plus code 9F4MGC22+22',
    '$GPGGA,123519,4807.038,N,01131.000,E',
    '///filled.count.soap',
  ])('%j holds a position', (text) => {
    expect(isPosition(text)).toBe(true);
  });

  it.each([
    '',
    'a long jacket, 51.5 cm',
    'Lamp, 40 x 30 x 12.5 cm, 1.2500 kg',
    '10.1234 x 20.1234',
    'CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90',
    'version 1.2345.6789',
    '0.3127, 0.3290',
    '+49 89 12345678, +49 30 87654321',
    '22334455+22',
    'heated to 90° for 5 minutes',
    'an angle of 45° 30′',
    'long sleeves, 100% cotton, 95/5',
    'see https://example.org/map/lamp',
    'art. 52.520, 13.404',
    '2026-05-01 10:20:30',
    'latest 3 designs',
    'lon­don 2012',
    'f/2.8, 1/125 s, ISO 100, 50 mm',
    'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1234567890, Denoising strength: 0.5',
    'Size 42 W 34',
    'sizes 36 38 40 S, M and L',
    'scarf, long 120, 30 cm wide',
  ])('%j holds none', (text) => {
    expect(isPosition(text)).toBe(false);
  });

  it('of any length is searched in time in proportion to it', { tags: 'timing' }, () => {
    const start = performance.now();
    for (const part of ['1.23456 ', '52° ', 'lat ', '+52.52', 'geo:', '9F4MGC22', 'N ', '-', '1.2345,'])
      isPosition(part.repeat(200_000 / part.length));
    for (const start of ['1.', '52.5 ', '+52.', 'geo:1.', 'N']) isPosition(`${start}${'2'.repeat(200_000)}`);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
