export { fixtureContext } from './context.ts';
export { HOSTILE, hostileReport } from './hostile-report.ts';
export { disputedReport, hostileCase } from './shop-disputes.ts';
export { fixtureFinding } from './shop-findings.ts';
export { shopReport } from './shop-report.ts';
export { joinedReport, unmarkedReport } from './shop-variants.ts';
