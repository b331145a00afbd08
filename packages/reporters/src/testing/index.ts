export { fixtureContext } from './context.ts';
export { HOSTILE, hostileReport } from './hostile-report.ts';
export { joinedReport } from './joined-report.ts';
export { fixtureFinding } from './shop-findings.ts';
export { shopReport } from './shop-report.ts';
export { unmarkedReport } from './unmarked-report.ts';
