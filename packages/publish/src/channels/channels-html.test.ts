import { expect, it } from 'vitest';
import { channelsHtml } from './channels-html.ts';
import type { ChannelsReport } from './channels-report.ts';

const report: ChannelsReport = {
  day: '2026-11-27',
  channels: [{ id: 'amazon', title: 'Amazon', figures: [], leftOut: [] }],
  pictures: [
    {
      path: 'listings/a-lamp-of-brass/01<front>.jpg',
      role: 'main',
      listing: 'listings/a-lamp-of-brass',
      places: [{ channel: 'amazon', standing: 'not', says: ['0 % of its frame is white', 'it is "animated"'] }],
    },
    { path: 'b.jpg', role: 'gallery', listing: '.', places: [{ channel: 'amazon', standing: 'passes', says: [] }] },
  ],
  unseen: ['listings/<cup>: it is a link'],
};

it('opens the reason of a mark by key and touch, and breaks no path inside a name', () => {
  const html = channelsHtml(report);
  expect(html).toContain(
    '<span class="whole">a-lamp-of-brass/</span><wbr><span class="whole">01&lt;front&gt;.jpg</span><br>',
  );
  expect(html).toMatch(
    /<td class="bad"><details><summary [^>]*>✗<\/summary><span class="why">0 % of its frame is white; it is &quot;animated&quot;<\/span><\/details><\/td>/,
  );
  expect(html).toContain('<td class="good">✓</td>');
  expect(html).toContain('<h2>Not looked at</h2><ul class="notes"><li>listings/&lt;cup&gt;: it is a link</li></ul>');
});
