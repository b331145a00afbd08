// Made by `npm run generate` from the page’s templates, styles and script. Do not edit.
export const timelinesAssets = {
  templates: {
    'timeline': `<div class="timeline">
<% if (it.timeline.drawing) { %>
<% const drawing = it.timeline.drawing; %>
<div class="lanes" aria-hidden="true"><% drawing.lanes.forEach((lane) => { %><span><%= lane.name %></span><% }) %></div>
<div class="plot"><svg width="100%" height="<%= drawing.height %>" role="img" aria-labelledby="<%= it.id %>-tt <%= it.id %>-td">
<title id="<%= it.id %>-tt"><%= it.timeline.title %></title>
<desc id="<%= it.id %>-td"><%= it.timeline.description %></desc>
<% if (drawing.today) { %><rect class="ahead" x="<%= drawing.today.x %>" y="0" width="<%= drawing.today.rest %>" height="<%= drawing.axisY %>"/><% } %>
<% drawing.ticks.forEach((tick) => { %><g class="tick<%= tick.isEven ? '' : ' odd' %>"><line x1="<%= tick.x %>" x2="<%= tick.x %>" y1="0" y2="<%= drawing.axisY %>"/><text x="<%= tick.x %>" y="<%= drawing.axisY + 14 %>" text-anchor="<%= tick.anchor %>"><%= tick.label %></text></g><% }) %>
<% drawing.lanes.forEach((lane) => { %><line class="lane" x1="0" x2="100%" y1="<%= lane.y %>" y2="<%= lane.y %>"/><% }) %>
<% drawing.deadlines.forEach((due) => { %><g class="due at-<%= due.state %>"><line class="running" x1="<%= due.from %>" x2="<%= due.x %>" y1="<%= due.y %>" y2="<%= due.y %>"/><line class="range" x1="<%= due.earliest %>" x2="<%= due.x %>" y1="<%= due.y %>" y2="<%= due.y %>"/></g><% }) %>
<% if (drawing.today) { %><line class="today" x1="<%= drawing.today.x %>" x2="<%= drawing.today.x %>" y1="0" y2="<%= drawing.axisY %>"/><% } %>
<% drawing.marks.forEach((mark) => { %><circle class="happened by-<%= mark.by %>" cx="<%= mark.x %>" cy="<%= mark.y %>" r="4.5"><title><%= mark.tip %></title></circle><% }) %>
<% drawing.deadlines.forEach((due) => { %><svg class="due at-<%= due.state %>" x="<%= due.x %>" y="<%= due.y %>" overflow="visible"><path class="end" d="M0-6 6 0 0 6-6 0Z"><title><%= due.tip %></title></path></svg><% }) %>
<% drawing.labels.forEach((label) => { %><text class="label <%= label.size %> at-<%= label.tone %>" x="<%= label.x %>" y="<%= label.y %>" text-anchor="<%= label.anchor %>"><%= label.text %></text><% }) %>
</svg></div>
<% if (drawing.today) { %><p class="key"><span class="now" aria-hidden="true"></span> as of <%= drawing.today.label %> <span class="dot-key" aria-hidden="true"></span> happened <span class="due-key" aria-hidden="true"></span> due</p><% } %>
<% } %>
<% if (it.timeline.rows.length > 0) { %>
<details class="days"<% if (it.open) { %> open<% } %>><summary>In words (<%= it.timeline.rows.length %>)</summary>
<table><thead><tr><th scope="col">Day</th><th scope="col">Who</th><th scope="col">What</th></tr></thead><tbody>
<% it.timeline.rows.forEach((row) => { %>
<tr<% if (row.state !== '') { %> class="at-<%= row.state %>"<% } %>><td class="when"><%= row.day %></td><td><%= row.who %></td><td><bdi><%= row.what %></bdi><% if (row.note !== '') { %> <small><bdi><%= row.note %></bdi></small><% } %></td></tr>
<% }) %>
</tbody></table>
<% if (it.timeline.leftOut !== '') { %><p class="quiet"><%= it.timeline.leftOut %></p><% } %>
</details>
<% } %>
</div>
`,
    'timelines': `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<%= it.policy %>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body>
<main>
<header><h1><%= it.title %></h1><p class="sub">As of <%= it.asOf %>. A count of days, no legal advice.</p></header>
<% it.timelines.forEach((timeline, index) => { %>
<section>
<h2><bdi><%= timeline.about %></bdi></h2>
<%~ include('@timeline', { timeline, id: \`case-\${index + 1}\`, open: true }) %>
</section>
<% }) %>
</main>
</body>
</html>
`,
  },
  style: `.timeline{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .8rem;margin:.7rem 0 .9rem}.timeline .lanes{display:grid;grid-auto-rows:36px;align-content:start;padding-top:8px;color:var(--quiet);font-size:.8rem;line-height:1}.timeline .lanes span{padding-top:19px}.plot{container-type:inline-size}.plot>svg{display:block;overflow:visible}.plot text{fill:var(--quiet);font:11px var(--sans);font-variant-numeric:tabular-nums}.plot .ahead{fill:var(--well);opacity:.55}.plot .tick line{stroke:var(--line);stroke-width:1}.plot .lane{stroke:var(--line);stroke-width:1}.plot .today{stroke:var(--ink);stroke-width:1.5}.plot .happened{fill:var(--quiet);stroke:var(--paper);stroke-width:1.5}.plot .happened.by-us{fill:var(--ink)}.plot .happened.by-platform{fill:var(--info)}.plot .running{stroke:currentcolor;stroke-width:3;opacity:.3}.plot .range{stroke:currentcolor;stroke-width:3}.plot .end{fill:var(--paper);stroke:currentcolor;stroke-width:2}.plot .due.at-met .end,.plot .due.at-past .end{fill:currentcolor}.due.at-met{color:var(--pass)}.due.at-open{color:var(--ink)}.due.at-due-soon,.due.at-unknown{color:var(--warn)}.due.at-past{color:var(--error)}.plot .label.at-past{fill:var(--error);font-weight:600}.plot .label:is(.at-due-soon,.at-unknown){fill:var(--warn);font-weight:600}.plot .label.at-event{fill:var(--ink)}.plot .label{display:none}@container (min-width: 240px){.plot .label.small{display:inline}}@container (max-width: 480px){.plot .tick.odd text{display:none}}@container (min-width: 560px){.plot .label.medium{display:inline}}@container (min-width: 860px){.plot .label.large{display:inline}}.timeline .key{grid-column:2;color:var(--quiet);font-size:.8rem}.timeline .key span{display:inline-block;margin-left:.9rem}.timeline .key .now{width:0;height:.9em;margin-left:0;border-left:2px solid var(--ink);vertical-align:-.1em}.timeline .key .dot-key{width:.6em;height:.6em;border-radius:50%;background:var(--ink)}.timeline .key .due-key{width:.55em;height:.55em;border:2px solid var(--ink);rotate:45deg}.timeline .days{grid-column:1 / -1;margin-top:.4rem;font-size:.87rem}.timeline .days summary{width:fit-content;color:var(--quiet);cursor:pointer}.timeline .days table{width:100%;margin-top:.3rem;border-collapse:collapse;font-size:inherit}.timeline .days :is(th,td){padding:.25rem 1rem .25rem 0;border-top:1px solid var(--line);font-weight:400;text-align:start;vertical-align:top;overflow-wrap:anywhere}.timeline .days thead th{border-top:0;color:var(--quiet);font-size:.92em}.timeline .days .when{width:7.5rem;font-variant-numeric:tabular-nums}.timeline .days td:nth-child(2){width:8rem}.timeline .days :is(.at-past,.at-due-soon,.at-unknown) .when{font-weight:600}.timeline .days .at-past .when{color:var(--error)}.timeline .days :is(.at-due-soon,.at-unknown) .when{color:var(--warn)}@media screen and (max-width:48rem){.timeline{gap:0 .5rem}}@media print{.plot{break-inside:avoid}.plot,.timeline .key{-webkit-print-color-adjust:exact;print-color-adjust:exact}.timeline .days::details-content{display:block;content-visibility:visible}.timeline .days summary{display:none}}:root{color-scheme:light dark;--paper: light-dark(#f6f4ef, #161512);--sheet: light-dark(#fffdf9, #1f1e1a);--well: light-dark(#ece8df, #2a2823);--ink: light-dark(#211f1b, #ece8df);--quiet: light-dark(#676055, #a9a294);--line: light-dark(#dcd6ca, #37342d);--error: light-dark(#a8281b, #ff9385);--warn: light-dark(#855800, #e7b650);--info: light-dark(#2b5a85, #8fbde6);--pass: light-dark(#2f6846, #86c79f);--mark: light-dark(#0b7d5b, #3ddba4);--focus: light-dark(#1f5fbf, #8ab6ff);--serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Charter, Georgia, "Liberation Serif", serif;--sans: Inter, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif;--mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "Liberation Mono", monospace}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}*{box-sizing:border-box}html{font:15px / 1.5 var(--sans);background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}body{margin:0}h1,h2,h3,p,ul,dl,dd,figure{margin:0;padding:0}ul{list-style:none}h1,h2{font-family:var(--serif);font-weight:600;line-height:1.15;font-variant-numeric:lining-nums;text-wrap:balance}code{font:.86em / 1.4 var(--mono);overflow-wrap:anywhere}a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.2em}a:hover{text-decoration-color:currentcolor}:focus-visible{outline:2px solid var(--focus);outline-offset:2px}[hidden]{display:none!important}.dot{display:inline-block;flex:none;width:.62em;height:.62em;border-radius:50%;background:var(--quiet)}.dot.error{background:var(--error);border-radius:0}.dot.warn{background:var(--warn);clip-path:polygon(50% 0,100% 100%,0 100%);border-radius:0}.dot.info{background:var(--info)}.dot.unknown{background:none;border:1.5px dashed var(--quiet)}body{margin:0;background:var(--paper);color:var(--ink)}main{max-width:68rem;margin:0 auto;padding:1.6rem clamp(.9rem,4vw,2.4rem) 3rem}main>header{margin-bottom:1.6rem}h1{margin:0;font:600 1.7rem / 1.2 var(--serif)}h2{margin:0;font:600 1.1rem / 1.3 var(--serif);overflow-wrap:anywhere}main>section{margin-bottom:1.4rem;padding:1rem 1.1rem .4rem;border:1px solid var(--line);border-radius:6px;background:var(--sheet)}.sub{margin:.3rem 0 0;color:var(--quiet)}@media print{main>section{break-inside:avoid}}@media screen and (max-width:34rem){main>section{padding-inline:.8rem}.timeline .days .when{width:6.5rem}.timeline .days td:nth-child(2){width:4.8rem}.timeline .days :is(th,td){padding-right:.5rem}}`,
  script: ``,
} as const;
