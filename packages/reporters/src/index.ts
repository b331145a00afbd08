export { type Change, type ChangeKind, compareAudits } from './audit/compare.ts';
export { describeChange } from './audit/describe.ts';
export { type AuditData, type ReadAudit, readAudit } from './audit/embedded.ts';
export { renderAudit } from './audit/render.ts';
export { reporters } from './reporters.ts';
export { renderTimelines, type ToldCase } from './timelines/render-timelines.ts';
