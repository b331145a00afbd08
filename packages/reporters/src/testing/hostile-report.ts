import type { Finding, Report, RuleReport, SubjectReport } from '@listing-lint/core';
import { hostileCase } from './shop-disputes.ts';
import { fixtureFinding } from './shop-findings.ts';
import { shopReport, summarise } from './shop-report.ts';

/** Texts that try to leave their place: markup, scripts, escapes, line breaks, turned writing, formulas, commands, links. */
export const HOSTILE: readonly string[] = [
  '<script>globalThis.pwned=1</script>',
  '"><img src=x onerror=globalThis.pwned=1>',
  '\' onmouseover="globalThis.pwned=1" x=\'',
  '</script><script>globalThis.pwned=1</script>',
  '</style><style>*{display:none}</style>',
  '<!-- comment',
  '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007\u009b2J',
  'first\nsecond\r\n::error file=x::pwned',
  '::error file=x::pwned',
  '%0A::warning::pwned',
  '##[error]pwned',
  '\u202egpj.exe\u202c \u2067rtl\u2069 \u200f',
  'a]]>b<![CDATA[c',
  '&lt;b&gt; &amp; &#60;b&#62;',
  '=cmd()',
  '=HYPERLINK("https://evil.example","x")|\' /C calc\'!A0',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '\uff1d1+1',
  '[click](javascript:globalThis.pwned=1) ![x](https://evil.example/x.png)',
  '[click](1)',
  '`code` ``` **bold** | pipe | ~~struck~~ # head',
  'https://evil.example www.evil.example @someone #12 $x$',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a hostile text
  '${1+1} {{1+1}} <%= 1+1 %> <%~ 1 %>',
  '../../etc/passwd',
  'http://evil.example/a b?c#d',
  '\ud800 lone \udfff',
  '\u0000nul\u007f\uffff',
  '\ufffe \ufdd0 \u{1fffe} \u{10ffff} \ufff9 \u{e0041}',
  '__proto__',
  'constructor',
];

/** A picture for each text, and a finding on it. */
const hostilePictures = (
  rule: RuleReport,
): { readonly subjects: readonly SubjectReport[]; readonly findings: readonly Finding[] } => {
  const subjects: SubjectReport[] = [];
  const findings: Finding[] = [];
  for (const [index, text] of HOSTILE.entries()) {
    const next = HOSTILE[(index + 1) % HOSTILE.length] ?? '';
    const path = `listings/${text}/${text}.jpg`;
    const finding = fixtureFinding(rule, path, text, {
      severity: (['error', 'warn', 'info'] as const)[index % 3] ?? 'error',
      outcome: index % 4 === 3 ? 'inconclusive' : 'fail',
      causes: [
        { fact: text, path: text, operator: text, actual: text, expected: { [text]: text }, message: next },
        { fact: 'exif', operator: 'equal', actual: null, expected: 1, unknown: text, message: `${text} ${next}` },
      ],
      related: [{ path: `listings/${next}/${next}.jpg`, message: text, turn: { mirror: true, quarterTurns: 1 } }],
      relatedCount: 12,
    });
    findings.push(finding);
    subjects.push({
      scope: 'image',
      path,
      role: text,
      listing: `listings/${text}`,
      product: text,
      channels: [text],
      sha256: finding.fingerprint.padEnd(64, '0'),
      bytes: 1000 + index,
      boxes: [
        { x: -1, y: Number.NaN, width: 7, height: 0.5, label: text, kind: index % 2 === 0 ? 'found' : 'rejected' },
      ],
      outcomes: { pass: [], fail: [finding.ruleId], skip: [], inconclusive: [] },
    });
  }
  return { subjects, findings };
};

const hostileDispute = (text: string): SubjectReport => ({
  scope: 'case',
  path: `cases/${text}.yaml`,
  particulars: { fact: 'docket', value: hostileCase(text) },
  outcomes: { pass: [], fail: [], skip: [], inconclusive: [] },
});

/** A report every text of which, from file names to the reasons of exceptions, is one of `HOSTILE`. */
export const hostileReport = (): Report => {
  const base = shopReport({ listings: 1, picturesPerListing: 1, cases: 0 });
  const rule = base.rules.find(({ id }) => id === 'watermark-present');
  const { policy } = base;
  if (!rule || !policy) throw new Error('the fixture has no watermark rule or no policy');
  const { subjects: pictures, findings } = hostilePictures(rule);
  const subjects = [...pictures, ...HOSTILE.map(hostileDispute)];
  const first = findings[0];
  if (!first) throw new Error('there are no hostile texts');
  return {
    ...base,
    config: { path: `${HOSTILE[0]}.yaml`, sha256: 'ab'.repeat(32) },
    summary: summarise(subjects, findings, {
      suppressed: HOSTILE.length,
      notChecked: HOSTILE.map((text) => ({ ruleId: rule.id, requires: text })),
    }),
    rules: base.rules.map((one, index) => {
      const text = HOSTILE[index] ?? '';
      return {
        ...one,
        title: text,
        why: `${text} \`${text}\``,
        fix: text,
        references: HOSTILE.map((title) => ({ title, url: `https://example.org/${title}`, read: '2026-11-24' })),
      };
    }),
    subjects,
    findings,
    suppressed: HOSTILE.map((text) => ({
      finding: { ...first, message: text },
      by: 'exception',
      reason: text,
      owner: text,
      expires: '2027-01-01',
    })),
    exceptions: HOSTILE.map((text) => ({
      ruleId: rule.id,
      subject: text,
      reason: text,
      owner: text,
      expires: '2027-01-01',
      state: 'used',
      findings: 1,
    })),
    policy: {
      ...policy,
      presets: HOSTILE.map((id) => ({ id, sha256: id })),
      overrides: HOSTILE.map((text) => ({ channels: [text], rules: { [text]: text } })),
      plugins: HOSTILE.map((name) => ({ name, version: name, sha256: name })),
      settings: Object.fromEntries(HOSTILE.map((text) => [text, { [text]: text }])),
      files: HOSTILE.map((id) => ({ id, sha256: 'cd'.repeat(32) })),
    },
    notices: HOSTILE.map((text) => ({ level: 'warning', code: 'hostile', message: text, path: text })),
  };
};
