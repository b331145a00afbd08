// Made by `npm run generate` from the page’s templates, styles and script. Do not edit.
export const monitoringAssets = {
  templates: {
    'over-time': `<div class="copies-chart">
<<%= it.heading %> class="chart-name">Copies over time</<%= it.heading %>>
<% const time = it.overTime; %>
<div class="plot over-time"><svg width="100%" height="<%= time.height %>" role="img" aria-labelledby="over-time-t over-time-d">
<title id="over-time-t">Copies over time</title>
<desc id="over-time-d"><%= it.overTimeWords %></desc>
<% time.ticks.forEach((tick) => { %><g class="tick<%= tick.isEven ? '' : ' odd' %>"><line x1="<%= tick.x %>" x2="<%= tick.x %>" y1="<%= time.upper.top %>" y2="<%= time.axisY %>"/><text x="<%= tick.x %>" y="<%= time.axisY + 14 %>" text-anchor="middle"><%= tick.label %></text></g><% }) %>
<text x="0" y="11">up: <%= time.most.up %> at most</text>
<svg y="<%= time.upper.top %>" width="100%" height="<%= time.upper.height %>" viewBox="0 0 100 <%= time.upper.height %>" preserveAspectRatio="none" overflow="visible"><path class="area" d="<%= time.upper.area %>"/><path class="line" d="<%= time.upper.line %>" vector-effect="non-scaling-stroke"/></svg>
<circle class="now" cx="<%= time.dotX %>" cy="<%= time.dotY %>" r="4"/>
<line class="zero" x1="0" x2="100%" y1="<%= time.zeroY %>" y2="<%= time.zeroY %>"/>
<% time.days.forEach((day) => { %><svg x="<%= day.x %>" overflow="visible"><% day.bars.forEach((bar) => { %><rect class="<%= bar.kind %>" x="<%= -time.barWidth / 2 %>" y="<%= bar.y %>" width="<%= time.barWidth %>" height="<%= bar.height %>"><title><%= day.tip %></title></rect><% }) %></svg><% }) %>
</svg></div>
<p class="key"><span class="up">up</span> <span class="fresh">new</span> <span class="back">back</span> <span class="gone">gone</span></p>
<details><summary>In words (<%= it.dayRows.length %>)</summary><ul class="plain"><% it.dayRows.forEach((row) => { %><li><%= row %></li><% }) %></ul></details>
</div>
`,
    'takedowns': `<div class="copies-chart">
<<%= it.heading %> class="chart-name">Days until it was gone</<%= it.heading %>>
<% const downs = it.takedowns; %>
<div class="takedowns">
<% downs.rows.forEach((row) => { %>
<div class="row"><p><strong><bdi><%= row.name %></bdi></strong> <span class="quiet"><%= row.words %></span></p>
<svg width="100%" height="26" role="img" aria-label="<%= row.name %>: <%= row.words %>">
<line class="axis" x1="0" x2="100%" y1="13" y2="13"/>
<% if (row.median) { %><line class="median" x1="<%= row.median %>" x2="<%= row.median %>" y1="1" y2="25"/><% } %>
<% row.dots.forEach((dot) => { %><circle class="<%= dot.isTaken ? 'taken' : 'open' %>" cx="<%= dot.x %>" cy="<%= dot.y %>" r="3.5"><title><%= dot.tip %></title></circle><% }) %>
</svg></div>
<% }) %>
<svg class="scale" width="100%" height="16" aria-hidden="true"><% downs.ticks.forEach((tick) => { %><text x="<%= tick.x %>" y="12" text-anchor="middle"><%= tick.label %></text><% }) %></svg>
</div>
<p class="key"><span class="taken">gone</span> <span class="open">still up</span> <span class="median">half of them</span> <span class="unit">days since it was found</span></p>
<% if (downs.leftOut) { %><p class="quiet"><%= downs.leftOut %></p><% } %>
</div>
`,
    'hit': `<li class="hit <%= it.hit.certainty %>">
<div class="pair">
<figure><div class="frame"><% if (it.hit.theirs) { %><img src="<%= it.hit.theirs.address %>" width="<%= it.hit.theirs.width %>" height="<%= it.hit.theirs.height %>" alt="theirs: the picture of <%= it.hit.listing %>"><% } else { %><span class="none">no picture was kept</span><% } %></div><figcaption>theirs</figcaption></figure>
<figure><div class="frame"><% if (it.hit.ours) { %><img src="<%= it.hit.ours.address %>" width="<%= it.hit.ours.width %>" height="<%= it.hit.ours.height %>" alt="ours: <%= it.hit.work %>"><% } else { %><span class="none"><%= it.hit.noOurs %></span><% } %></div><figcaption>ours<% if (it.hit.work) { %>: <bdi><%= it.hit.work %></bdi><% } %></figcaption></figure>
</div>
<div class="words">
<p class="tags"><strong class="tag"><%= it.hit.tag %></strong><% if (it.hit.state === 'relisted') { %> <strong class="tag back">back</strong><% } %><% if (it.hit.case) { %> <span class="quiet">case <bdi><%= it.hit.case %></bdi></span><% } %></p>
<h3><% if (it.hit.href) { %><a href="<%= it.hit.href %>" rel="noreferrer noopener nofollow"><bdi><%= it.hit.listing %></bdi></a><% } else { %><bdi><%= it.hit.listing %></bdi><% } %></h3>
<% if (it.hit.by) { %><p><bdi><%= it.hit.by %></bdi></p><% } %>
<p><bdi><%= it.hit.reasons %></bdi></p>
<% if (it.hit.transformation) { %><p class="quiet"><bdi><%= it.hit.transformation %></bdi></p><% } %>
<% if (it.hit.kept) { %><p class="quiet kept"><bdi><%= it.hit.kept %></bdi></p><% } %>
</div>
</li>
`,
    'monitoring': `<!doctype html>
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
<header>
<h1><%= it.title %></h1>
<p class="sub"><%= it.lead %></p>
<ul class="counts">
<% it.counts.forEach((count) => { %><li class="<%= count.kind %>"><strong><%= count.value %></strong> <span><%= count.name %></span></li>
<% }) %></ul>
<p class="sub"><%= it.since %></p>
</header>
<% if (it.overTime || it.takedowns) { %>
<div class="charts">
<% if (it.overTime) { %><%~ include('@over-time', it) %><% } %>
<% if (it.takedowns) { %><%~ include('@takedowns', it) %><% } %>
</div>
<% } %>
<% if (it.hits.length > 0) { %>
<section>
<h2>New and back, the most harmful first</h2>
<ol class="hits">
<% it.hits.forEach((hit) => { %><%~ include('@hit', { hit }) %><% }) %></ol>
<% if (it.rest.length > 0) { %>
<details class="rest"><summary><%= it.rest.length %> more, without pictures here</summary>
<ol start="<%= it.hits.length + 1 %>"><% it.rest.forEach((hit) => { %><li><bdi><%= hit.listing %></bdi><% if (hit.by) { %> <span class="quiet"><bdi><%= hit.by %></bdi></span><% } %><br><span class="quiet"><%= hit.reasons %></span></li>
<% }) %></ol></details>
<% } %>
</section>
<% } %>
<% if (it.gone.length > 0) { %>
<section>
<h2>Gone</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Listing</th><th scope="col">Found</th><th scope="col">Gone</th><th scope="col">What says so</th><th scope="col">Case</th></tr></thead>
<tbody><% it.gone.forEach((hit) => { %><tr><td><bdi><%= hit.listing %></bdi><% if (hit.by) { %><br><span class="quiet"><bdi><%= hit.by %></bdi></span><% } %></td><td class="day"><%= hit.firstSeen %></td><td class="day"><%= hit.at %></td><td><bdi><%= hit.why %></bdi></td><td><bdi><%= hit.case %></bdi></td></tr>
<% }) %></tbody></table></div>
</section>
<% } %>
<% it.lists.forEach((list) => { %>
<section>
<h2><%= list.title %></h2>
<ul class="plain"><% list.lines.forEach((line) => { %><li><bdi><%= line %></bdi></li><% }) %></ul>
</section>
<% }) %>
<section class="looked">
<h2>Checked sources</h2>
<p><%= it.looked %></p>
<div class="wide"><table>
<thead><tr><th scope="col">Source</th><th scope="col">Kind</th><th scope="col">SHA-256</th></tr></thead>
<tbody><% it.sources.forEach((source) => { %><tr><td><bdi><%= source.name %></bdi></td><td><%= source.kind %></td><td><code><%= source.sha256 %></code></td></tr>
<% }) %></tbody></table></div>
<p class="quiet"><%= it.isTried ? 'A dry run, of which nothing is written; its log would be' : 'Log:' %> <code><%= it.log %></code>. <%= it.tool %></p>
</section>
</main>
</body>
</html>
`,
  },
  style: `.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem}.copies-chart{min-width:0;padding:.9rem 1.1rem .8rem;border:1px solid var(--line);border-radius:6px;background:var(--sheet)}.copies-chart .chart-name{font:600 1.1rem / 1.3 var(--serif)}.over-time{margin-top:.7rem}.over-time .area{fill:var(--info);opacity:.13}.over-time .line{fill:none;stroke:var(--info);stroke-width:2}.over-time .now{fill:var(--info);stroke:var(--sheet);stroke-width:1.5}.over-time .zero{stroke:var(--quiet);stroke-width:1}.over-time .fresh{fill:var(--error)}.over-time .back{fill:var(--warn)}.over-time .gone{fill:var(--pass)}.copies-chart .key{margin-top:.3rem;color:var(--quiet);font-size:.8rem}.copies-chart .key span{margin-right:.9rem;white-space:nowrap}.copies-chart .key span:before{content:"";display:inline-block;width:.65em;height:.65em;margin-right:.35em;background:currentcolor}.copies-chart .key .unit:before{content:none}.copies-chart .key .up:before{height:2px;margin-bottom:.22em;background:var(--info)}.copies-chart .key .fresh:before{background:var(--error)}.copies-chart .key .back:before{background:var(--warn)}.copies-chart .key .gone:before{background:var(--pass)}.copies-chart .key .taken:before{border-radius:50%;background:var(--pass)}.copies-chart .key .open:before{border:1.5px solid var(--error);border-radius:50%;background:none}.copies-chart .key .median:before{width:0;height:.9em;border-left:2px solid var(--ink);vertical-align:-.1em}.copies-chart details{margin-top:.4rem;font-size:.87rem}.copies-chart summary{width:fit-content;color:var(--quiet);cursor:pointer}.takedowns{margin-top:.6rem}.takedowns .row p{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 .8rem;font-size:.87rem}.takedowns svg{display:block;overflow:visible}.takedowns .axis{stroke:var(--line)}.takedowns .median{stroke:var(--ink);stroke-width:1.5}.takedowns .taken{fill:var(--pass);stroke:var(--sheet);stroke-width:.75}.takedowns .open{fill:var(--sheet);stroke:var(--error);stroke-width:1.5}.takedowns .scale text{fill:var(--quiet);font:11px var(--sans);font-variant-numeric:tabular-nums}.timeline{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .8rem;margin:.7rem 0 .9rem}.timeline .lanes{display:grid;grid-auto-rows:36px;align-content:start;padding-top:8px;color:var(--quiet);font-size:.8rem;line-height:1}.timeline .lanes span{padding-top:19px}.plot{container-type:inline-size}.plot>svg{display:block;overflow:visible}.plot text{fill:var(--quiet);font:11px var(--sans);font-variant-numeric:tabular-nums}.plot .ahead{fill:var(--well);opacity:.55}.plot .tick line{stroke:var(--line);stroke-width:1}.plot .lane{stroke:var(--line);stroke-width:1}.plot .today{stroke:var(--ink);stroke-width:1.5}.plot .happened{fill:var(--quiet);stroke:var(--paper);stroke-width:1.5}.plot .happened.by-us{fill:var(--ink)}.plot .happened.by-platform{fill:var(--info)}.plot .running{stroke:currentcolor;stroke-width:3;opacity:.3}.plot .range{stroke:currentcolor;stroke-width:3}.plot .end{fill:var(--paper);stroke:currentcolor;stroke-width:2}.plot .due.at-met .end,.plot .due.at-past .end{fill:currentcolor}.due.at-met{color:var(--pass)}.due.at-open{color:var(--ink)}.due.at-due-soon,.due.at-unknown{color:var(--warn)}.due.at-past{color:var(--error)}.plot .label.at-past{fill:var(--error);font-weight:600}.plot .label:is(.at-due-soon,.at-unknown){fill:var(--warn);font-weight:600}.plot .label.at-event{fill:var(--ink)}.plot .label{display:none}@container (min-width: 240px){.plot .label.small{display:inline}}@container (max-width: 480px){.plot .tick.odd text{display:none}}@container (min-width: 560px){.plot .label.medium{display:inline}}@container (min-width: 860px){.plot .label.large{display:inline}}.timeline .key{grid-column:2;color:var(--quiet);font-size:.8rem}.timeline .key span{display:inline-block;margin-left:.9rem}.timeline .key .now{width:0;height:.9em;margin-left:0;border-left:2px solid var(--ink);vertical-align:-.1em}.timeline .key .dot-key{width:.6em;height:.6em;border-radius:50%;background:var(--ink)}.timeline .key .due-key{width:.55em;height:.55em;border:2px solid var(--ink);rotate:45deg}.timeline .days{grid-column:1 / -1;margin-top:.4rem;font-size:.87rem}.timeline .days summary{width:fit-content;color:var(--quiet);cursor:pointer}.timeline .days table{width:100%;margin-top:.3rem;border-collapse:collapse;font-size:inherit}.timeline .days :is(th,td){padding:.25rem 1rem .25rem 0;border-top:1px solid var(--line);font-weight:400;text-align:start;vertical-align:top;overflow-wrap:anywhere}.timeline .days thead th{border-top:0;color:var(--quiet);font-size:.92em}.timeline .days .when{width:7.5rem;font-variant-numeric:tabular-nums}.timeline .days td:nth-child(2){width:8rem}.timeline .days :is(.at-past,.at-due-soon,.at-unknown) .when{font-weight:600}.timeline .days .at-past .when{color:var(--error)}.timeline .days :is(.at-due-soon,.at-unknown) .when{color:var(--warn)}@media screen and (max-width:48rem){.timeline{gap:0 .5rem}}@media print{.plot{break-inside:avoid}.plot,.timeline .key{-webkit-print-color-adjust:exact;print-color-adjust:exact}.timeline .days::details-content{display:block;content-visibility:visible}.timeline .days summary{display:none}}:root{color-scheme:light dark;--paper: light-dark(#f6f4ef, #161512);--sheet: light-dark(#fffdf9, #1f1e1a);--well: light-dark(#ece8df, #2a2823);--ink: light-dark(#211f1b, #ece8df);--quiet: light-dark(#676055, #a9a294);--line: light-dark(#dcd6ca, #37342d);--error: light-dark(#a8281b, #ff9385);--warn: light-dark(#855800, #e7b650);--info: light-dark(#2b5a85, #8fbde6);--pass: light-dark(#2f6846, #86c79f);--mark: light-dark(#0b7d5b, #3ddba4);--focus: light-dark(#1f5fbf, #8ab6ff);--serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Charter, Georgia, "Liberation Serif", serif;--sans: Inter, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif;--mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "Liberation Mono", monospace}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}*{box-sizing:border-box}html{font:15px / 1.5 var(--sans);background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}body{margin:0}h1,h2,h3,p,ul,dl,dd,figure{margin:0;padding:0}ul{list-style:none}h1,h2{font-family:var(--serif);font-weight:600;line-height:1.15;font-variant-numeric:lining-nums;text-wrap:balance}code{font:.86em / 1.4 var(--mono);overflow-wrap:anywhere}a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.2em}a:hover{text-decoration-color:currentcolor}:focus-visible{outline:2px solid var(--focus);outline-offset:2px}[hidden]{display:none!important}.dot{display:inline-block;flex:none;width:.62em;height:.62em;border-radius:50%;background:var(--quiet)}.dot.error{background:var(--error);border-radius:0}.dot.warn{background:var(--warn);clip-path:polygon(50% 0,100% 100%,0 100%);border-radius:0}.dot.info{background:var(--info)}.dot.unknown{background:none;border:1.5px dashed var(--quiet)}main{max-width:70rem;margin:0 auto;padding:1.6rem clamp(.9rem,4vw,2.4rem) 3rem}main>header{margin-bottom:1.4rem}h1{font-size:1.7rem}h2{font-size:1.15rem}main>section{margin-top:1.8rem}.sub,.quiet{color:var(--quiet)}.sub{margin-top:.3rem}.counts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0 .6rem}.counts li{min-width:4.2rem}.counts strong{display:block;font:600 1.9rem / 1.1 var(--serif);font-variant-numeric:lining-nums tabular-nums}.counts span{color:var(--quiet);font-size:.87rem}.counts .fresh strong{color:var(--error)}.counts .back strong,.counts .open strong{color:var(--warn)}.counts .gone strong{color:var(--pass)}.counts .zero strong{color:var(--quiet)}.hits{display:grid;gap:1rem;margin:.8rem 0 0;padding:0;list-style:none;counter-reset:hit}.hit{display:grid;grid-template-columns:minmax(0,30rem) minmax(0,1fr);gap:.8rem 1.4rem;padding:1rem 1.1rem;border:1px solid var(--line);border-radius:6px;background:var(--sheet);counter-increment:hit;break-inside:avoid}.pair{display:grid;grid-template-columns:1fr 1fr;gap:.7rem}.hit figure{min-width:0}.frame{display:grid;place-items:center;aspect-ratio:4 / 3;overflow:hidden;border-radius:3px;background:var(--well)}.frame img{width:100%;height:100%;object-fit:contain}.none{padding:0 .6rem;color:var(--quiet);font-size:.87rem;text-align:center}figcaption{padding-top:.25rem;color:var(--quiet);font-size:.84rem;overflow-wrap:anywhere}.words>*+*{margin-top:.3rem}.words{min-width:0;overflow-wrap:anywhere}.words h3{font:600 1rem / 1.4 var(--sans)}.tags:before{content:counter(hit) ".";margin-right:.4rem;color:var(--quiet);font-variant-numeric:tabular-nums}.tag{display:inline-block;padding:0 .45rem;border:1px solid currentcolor;border-radius:3px;color:var(--quiet);font-size:.8rem;font-weight:600}.copy .tag,.marked .tag{color:var(--error)}.likely .tag,.tag.back{color:var(--warn)}.kept{font-size:.84rem}summary{width:fit-content;color:var(--quiet);cursor:pointer}.rest{margin-top:.8rem}.rest li{margin:.4rem 0;overflow-wrap:anywhere}.wide{margin-top:.5rem;overflow-x:auto}table{width:100%;border-collapse:collapse}th,td{padding:.35rem 1rem .35rem 0;border-top:1px solid var(--line);text-align:start;vertical-align:top;overflow-wrap:anywhere}thead th{border-top:0;color:var(--quiet);font-size:.87rem;font-weight:400}.day{white-space:nowrap;font-variant-numeric:tabular-nums}.plain li{margin:.25rem 0;overflow-wrap:anywhere}.looked p{margin:.4rem 0}@media(max-width:54rem){.hit{grid-template-columns:minmax(0,1fr)}}@media(max-width:34rem){.counts{gap:.5rem 1.3rem}.hit,.copies-chart{padding-inline:.8rem}th,td{min-width:6rem}}@media print{.copies-chart,.counts{-webkit-print-color-adjust:exact;print-color-adjust:exact}}`,
  script: ``,
} as const;
