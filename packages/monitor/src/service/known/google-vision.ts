import type { KnownService } from './known-service.ts';

const PAGES = '/responses/0/webDetection/pagesWithMatchingImages';

/** Web Detection of Google Cloud Vision, version 1. */
export const GOOGLE_VISION: KnownService = {
  mapping: {
    address: 'https://vision.googleapis.com/v1/images:annotate',
    key: { env: 'GOOGLE_VISION_API_KEY', header: 'x-goog-api-key' },
    request: {
      method: 'POST',
      json: {
        requests: [{ image: { content: '$picture.base64' }, features: [{ type: 'WEB_DETECTION', maxResults: 100 }] }],
      },
    },
    answer: {
      must: [{ at: '/responses/0' }],
      fails: '/responses/0/error',
      results: [
        { lists: [PAGES, '/fullMatchingImages'], page: '2/url', picture: ['/url'] },
        { lists: [PAGES, '/partialMatchingImages'], page: '2/url', picture: ['/url'] },
        { lists: [PAGES], page: '/url' },
        { lists: ['/responses/0/webDetection/fullMatchingImages'], picture: ['/url'] },
        { lists: ['/responses/0/webDetection/partialMatchingImages'], picture: ['/url'] },
      ],
    },
  },
  isTried: false,
  sources: [
    {
      title: 'Make a Vision API request',
      url: 'https://cloud.google.com/vision/docs/request',
      read: '2026-11-26',
    },
    {
      title: 'WebDetection.WebPage',
      url: 'https://cloud.google.com/php/docs/reference/cloud-vision/latest/V1.WebDetection.WebPage',
      read: '2026-11-26',
    },
  ],
  certainty: 'likely',
  unsure: ['that the key is taken in the header x-goog-api-key, as those of other services of Google are'],
};
