// The size chart of the lamp: a drawing, no photograph, hence no mark.
import { lettering } from './lettering.mjs';

const ink = 'stroke="#2b3a42" stroke-width="1.3"';
const line = 'stroke="#2b3a42" stroke-width="3" fill="none"';
const arrow = (x1, y1, x2, y2) =>
  `<path ${line} marker-start="url(#end)" marker-end="url(#end)" d="M${x1} ${y1} L${x2} ${y2}"/>`;

export const sizeChartSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1200">
<defs><marker id="end" orient="auto-start-reverse" markerWidth="9" markerHeight="9" refX="8" refY="4.5"><path d="M0 0 L9 4.5 L0 9 Z" fill="#2b3a42"/></marker></defs>
<rect width="1200" height="1200" fill="#fbfaf7"/>
${lettering('TABLE LAMP', 120, 90, 46, ink.replace('1.3', '1.5'))}
<path ${line} d="M440 300 H760 L850 560 H350 Z M590 560 V880 M610 560 V880 M600 880 q-90 -6 -90 70 q-90 6 -90 60 q0 30 40 30 H740 q40 0 40 -30 q0 -54 -90 -60 q0 -76 -90 -70"/>
${arrow(350, 640, 850, 640)}${lettering('31 CM', 690, 670, 34, ink)}
${arrow(960, 300, 960, 1040)}${lettering('47 CM', 1000, 650, 34, ink)}
${arrow(420, 1090, 780, 1090)}${lettering('17 CM', 520, 1120, 34, ink)}
</svg>`;
