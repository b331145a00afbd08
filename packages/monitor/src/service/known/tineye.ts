import type { KnownService } from './known-service.ts';

/** TinEye's API, as its Python client of 2021 and later speaks it. */
export const TINEYE: KnownService = {
  mapping: {
    address: 'https://api.tineye.com/rest/search/',
    key: { env: 'TINEYE_API_KEY', header: 'x-api-key' },
    request: {
      method: 'POST',
      form: { image_upload: '$picture', offset: '0', limit: '100', sort: 'score', order: 'desc' },
    },
    answer: {
      must: [{ at: '/code', is: 200 }, { at: '/results' }],
      total: '/stats/total_results',
      results: [
        {
          lists: ['/results/matches', '/backlinks'],
          page: '/backlink',
          // Its own copy of the picture, where the place itself gives it no more.
          picture: ['/url', '2/image_url'],
          at: '/crawl_date',
        },
      ],
    },
  },
  isTried: false,
  sources: [
    {
      title: 'pytineye, api.py',
      url: 'https://github.com/TinEye/pytineye/blob/main/pytineye/api.py',
      read: '2026-11-26',
    },
    {
      title: 'TinEye API Release Notes',
      url: 'https://help.tineye.com/article/285-tineye-api-release-notes',
      read: '2026-11-26',
    },
  ],
  certainty: 'likely',
  unsure: ['that /stats/total_results counts matches, as /results/matches does'],
};
