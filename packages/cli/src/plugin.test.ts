import type { FactId } from '@listing-lint/core/plugin';
import type { WatermarkFact } from '@listing-lint/rules/watermark';
import type { SeenMark } from '@listing-lint/watermark';
import { expect, expectTypeOf, it } from 'vitest';
import { builtinPlugin } from './built-in-plugins.ts';
import { builtInFacts, bytes, pixels } from './plugin.ts';

type ValueOf<Id> = Id extends FactId<infer Value> ? Value : never;

it('names built-in facts that there are, each typed by its value', () => {
  const known = new Set(builtinPlugin.facts?.map(({ id }) => id));
  for (const [name, id] of Object.entries(builtInFacts)) {
    expect(id).toBe(name);
    expect(known).toContain(id);
  }
  expectTypeOf<ValueOf<typeof builtInFacts.file>>().toEqualTypeOf<{ sha256: string; bytes: number }>();
  expectTypeOf<ValueOf<typeof builtInFacts.watermark>>().toEqualTypeOf<WatermarkFact>();
});

it('leaves out only what facts keep for each other', () => {
  const named = new Set<string>(Object.values(builtInFacts));
  const left = (builtinPlugin.facts ?? []).map(({ id }) => id).filter((id) => !named.has(id));
  expect(left.sort()).toMatchInlineSnapshot(`
    [
      "aiDuties",
      "blocks",
      "calendar",
      "caseConsistency",
      "caseDeveloped",
      "caseFile",
      "caseId",
      "caseMarks",
      "casePictures",
      "caseSeals",
      "caseTokens",
      "channelFigures",
      "colours",
      "complaint",
      "content",
      "copiesDocket",
      "deadlines",
      "deadlinesKnown",
      "deepCopies",
      "defence",
      "docket",
      "escalationAdvice",
      "evidence",
      "evidenceReadiness",
      "goodFaith",
      "houseStyle",
      "infringements",
      "infringementsUnanswered",
      "jpegData",
      "ledger",
      "ledgerContent",
      "ledgerSealing",
      "licensedUse",
      "light",
      "limitation",
      "localFeatures",
      "look",
      "monitoring",
      "monitoringFile",
      "monitoringHits",
      "monitoringOverdue",
      "monitoringReferences",
      "noise",
      "ownNotice",
      "pageFile",
      "pageRights",
      "papers",
      "product",
      "provenance",
      "resolution",
      "rightClick",
      "sellerRecord",
      "sellers",
      "sharpness",
      "shownOriginals",
      "sightings",
      "silence",
      "staleFigures",
      "stamp",
      "standing",
      "statedOriginal",
      "strikes",
      "unmarked",
      "usual",
      "watermarkKeyed",
      "workEvidence",
    ]
  `);
});

it('shares the resources of pictures', () => {
  expect(builtinPlugin.resources).toEqual([bytes, pixels]);
});

it('overlays read of the mark what the search for it says', () => {
  expectTypeOf<WatermarkFact>().toExtend<SeenMark>();
});
