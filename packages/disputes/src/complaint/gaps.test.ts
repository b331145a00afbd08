// Decision table of notices: a case that lacks nothing, with few changes at a time; what is told, at which step.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gapsOf } from './gaps.ts';
import { FIELD_CHECKS } from './notice-fields.ts';
import { deskOf, noticeLimit, noticeNamed, notices } from './notices.ts';
import { completeCase } from './test-complete-case.ts';

const AS_OF = '2026-06-30';

/** `gaps.txt` has a block a row: `# desk, direction`, the changes, `=> ` before each gap. */
const rows = readFileSync(join(import.meta.dirname, 'gaps.txt'), 'utf8')
  .split(/^# /m)
  .slice(1)
  .map((block) => {
    const [head = '', ...lines] = block.trimEnd().split('\n');
    const [desk = '', direction] = head.split(', ');
    const changes = lines.filter((line) => !line.startsWith('=> '));
    return {
      name: `${head}: ${changes.length === 0 ? 'lacks nothing' : changes.join(', ')}`,
      desk,
      direction: direction === 'accused' ? ('accused' as const) : ('we-complain' as const),
      changes: changes.map((line) =>
        line.replace(/\((\d+) (.)\)/u, (_, count, letter) => letter.repeat(Number(count))),
      ),
      expected: lines.filter((line) => line.startsWith('=> ')).map((line) => line.slice(3)),
    };
  });

const deskNamed = (id: string) => {
  const desk = noticeNamed(id);
  if (desk === undefined) throw new Error(`there is no desk ${id}`);
  return desk;
};

const onItsPlatform = (id: string): readonly string[] =>
  (deskNamed(id).platforms ?? []).slice(0, 1).map((platform) => `platform = ${platform}`);

describe('gapsOf', () => {
  it.each(rows)('$name', ({ desk, direction, changes, expected }) => {
    const gaps = gapsOf(completeCase(direction, ...onItsPlatform(desk), ...changes), deskNamed(desk), AS_OF);
    expect(gaps.map(({ id, step, message }) => `${step}, ${id}: ${message}`)).toEqual(expected);
    for (const { id, source } of gaps) expect(source === null).toBe(['licensee', 'desk'].includes(id));
  });

  it('has a row for every demand of every desk', () => {
    const told = new Set(
      rows.flatMap(({ desk, direction, expected }) =>
        expected.map((each) => `${desk} ${direction} ${/, (\S+?):/.exec(each)?.[1]}`),
      ),
    );
    const missing = notices().flatMap(({ id, complaint, counter }) =>
      [['we-complain', complaint] as const, ['accused', counter] as const].flatMap(([direction, letter]) =>
        (letter?.asks ?? []).flatMap(({ value }) => {
          const demand =
            'statement' in value
              ? `statement/${value.statement}`
              : 'field' in value
                ? `field/${value.field}`
                : `limit/${value.limit}`;
          return told.has(`${id} ${direction} ${demand}`) ? [] : [`${id} ${direction} ${demand}`];
        }),
      ),
    );
    // More listings than a request takes are several requests.
    expect(missing).toEqual(['alibaba-ipp we-complain limit/listings', 'ebay-vero we-complain limit/listings']);
  });
});

describe('the desks', () => {
  it('are found by notice.to, else by the platform', () => {
    const named = (...changes: string[]) => deskOf(completeCase('we-complain', ...changes))?.id;
    expect(named('notice.to = dsa')).toBe('dsa');
    expect(named('platform = AliExpress')).toBe('alibaba-ipp');
    expect(named('platform = taobao')).toBe('alibaba-ipp');
    expect(named('platform = ebay.com')).toBe('ebay-vero');
    expect(named('platform = Etsy')).toBe('etsy');
    expect(named('platform = a small market')).toBeUndefined();
    expect(named('without platform')).toBeUndefined();
  });

  it('say their limits', () => {
    expect(noticeLimit(deskNamed('alibaba-ipp'), 'listings')).toBe(300);
    expect(noticeLimit(deskNamed('ebay-vero'), 'characters')).toBe(1000);
    expect(noticeLimit(deskNamed('dmca'), 'listings')).toBeUndefined();
  });

  it('ask for nothing that no check knows, and know no check that nobody asks for', () => {
    const asked = notices().flatMap(({ complaint, counter }) =>
      [...complaint.asks, ...(counter?.asks ?? [])].flatMap(({ value }) => ('field' in value ? [value.field] : [])),
    );
    expect([...new Set(asked)].sort()).toEqual(Object.keys(FIELD_CHECKS).sort());
  });
});
