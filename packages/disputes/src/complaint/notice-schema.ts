import { z } from 'zod';
import { STATEMENTS } from '../case/file/events.ts';
import { figure } from '../case/profile/figure.ts';

/** What a desk can ask for beside statements; `notice-fields.ts` says where a case holds it. */
export const NOTICE_FIELDS = [
  'name',
  'email',
  'contact',
  'address-and-phone',
  'identity',
  'authorization',
  'works',
  'right',
  'listings',
  'addresses',
  'one-right',
  'removed',
  'explanation',
  'captures',
  'counter-evidence',
  'reason-code',
  'signature',
] as const;
export type NoticeField = (typeof NOTICE_FIELDS)[number];

const says = z.string().min(1).describe('what is asked for: after "has to state", "needs" or "takes"');

const demand = figure(
  z.union([
    z.strictObject({ statement: z.enum(STATEMENTS).describe('key of `notice.statements`'), says }),
    z.strictObject({ field: z.enum(NOTICE_FIELDS), says }),
    z.strictObject({ limit: z.enum(['listings', 'characters']), most: z.int().min(1), says }),
  ]),
);
export type NoticeDemand = z.infer<typeof demand>;

const letter = z.strictObject({ asks: z.array(demand).min(1) });

/** What a desk asks of a complaint, and of the counter-notice to one: `config/profiles/notices`. */
export const noticeSchema = z.strictObject({
  kind: z.literal('notice'),
  id: z.string().regex(/^[a-z-]+$/),
  title: z.string().min(1).describe('with its article, as sentences name it'),
  platforms: z.array(z.string().min(1)).describe('ids of platforms whose cases go to this desk').optional(),
  complaint: letter,
  counter: letter.describe('what answers a complaint against us').optional(),
});
export type NoticeProfile = z.infer<typeof noticeSchema>;
