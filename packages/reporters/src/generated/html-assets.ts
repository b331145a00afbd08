// Made by `npm run generate` from the page’s templates, styles and script. Do not edit.
export const htmlAssets = {
  templates: {
    'docket': `<div class="docket">
<dl class="docket-figures">
<% it.figures.forEach((figure) => { %>
<div><dt><%= figure.label %></dt><dd><% figure.values.forEach((value) => { %><span><bdi><%= value.text %></bdi><% if (value.note !== '') { %> <small><%= value.note %></small><% } %></span> <% }) %></dd></div>
<% }) %>
</dl>
<% if (it.rows.length > 0) { %>
<table class="docket-table">
<caption>Open disputes, the most urgent first</caption>
<thead><tr><th scope="col">Case</th><th scope="col">Due</th><th scope="col" class="sum">At stake</th></tr></thead>
<tbody>
<% it.rows.forEach((row) => { %>
<tr>
<th scope="row" class="case"><% if (row.href) { %><a href="#<%= row.href %>"><bdi><%= row.id %></bdi></a><% } else { %><bdi><%= row.id %></bdi><% } %> <small><bdi><%= row.about %></bdi></small></th>
<td class="dues"><ul><% row.duties.forEach((duty) => { %>
<li class="at-<%= duty.state %>"><span class="until"><b><%= duty.left %></b><% if (duty.until !== '') { %> <small><%= duty.until %></small><% } %></span> <span class="step"><bdi><%= duty.words %></bdi><% if (duty.why !== '') { %> <small><bdi><%= duty.why %></bdi></small><% } %></span></li>
<% }) %></ul>
<% if (row.more !== '') { %><small><%= row.more %></small><% } %></td>
<td class="sum"><% if (row.amount !== '') { %><bdi><%= row.amount %></bdi> <% } %><% if (row.amountNote !== '') { %><small><bdi><%= row.amountNote %></bdi></small><% } %></td>
</tr>
<% }) %>
</tbody>
</table>
<% } %>
<% if (it.standings.length > 0) { %>
<ul class="standings" aria-label="Strikes and points against our accounts">
<% it.standings.forEach((standing) => { %>
<li class="<%= standing.isLast ? 'is-last' : '' %>">
<p><b><bdi><%= standing.account %></bdi></b> <span class="words"><%= standing.words %></span> <small><bdi><%= standing.ladder %></bdi></small></p>
<svg class="ladder" height="14" width="100%" role="img" aria-label="<%= standing.words %>"><rect class="ladder-whole" x="0" y="5" width="100%" height="4"/><rect class="ladder-reached" x="0" y="5" width="<%= standing.reached %>" height="4"/><% standing.steps.forEach((step) => { %><rect class="ladder-step" x="<%= step.x %>" y="1" width="2" height="12"><title><%= step.tip %></title></rect><% }) %></svg>
<% if (standing.notes.length > 0) { %><p class="quiet"><bdi><%= standing.notes.join('; ') %></bdi></p><% } %>
</li>
<% }) %>
</ul>
<% } %>
<% it.notes.forEach((note) => { %><p class="quiet"><bdi><%= note %></bdi></p><% }) %>
</div>
`,
    'prose': `<% it.parts.forEach((part) => { %><% if (part.code) { %><code><%= part.text %></code><% } else { %><%= part.text %><% } %><% }) %>`,
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
    'card': `<li class="card item <%= it.worst %>" id="<%= it.id %>" tabindex="-1" data-path="<%= it.path %>" data-note="<%= it.note %>">
<figure>
<div class="picture">
<% if (it.picture) { %>
<img src="<%= it.picture.address %>"<% if (it.picture.width > 0) { %> width="<%= it.picture.width %>" height="<%= it.picture.height %>"<% } %> alt="" loading="lazy" decoding="async">
<% if (it.boxes.length > 0) { %>
<svg class="boxes" viewBox="0 0 <%= it.picture.width %> <%= it.picture.height %>" aria-hidden="true">
<% it.boxes.forEach((box) => { %>
<rect class="under" x="<%= box.x %>" y="<%= box.y %>" width="<%= box.width %>" height="<%= box.height %>"/>
<rect class="<%= box.kind %>" x="<%= box.x %>" y="<%= box.y %>" width="<%= box.width %>" height="<%= box.height %>"><title><%= box.label %></title></rect>
<% }) %>
</svg>
<% } %>
<% } else { %>
<span class="blank" aria-hidden="true">no picture</span>
<% } %>
</div>
<figcaption><button type="button" class="open" aria-haspopup="dialog"><bdi><%= it.name %></bdi></button><% if (it.role !== '') { %> <span class="role"><bdi><%= it.role %></bdi></span><% } %></figcaption>
</figure>
<% if (it.legend.length > 0) { %>
<ul class="legend"><% it.legend.forEach((box) => { %><li class="<%= box.kind %>"><bdi><%= box.label %></bdi></li><% }) %></ul>
<% } %>
<%~ include('@findings', it) %>
</li>
`,
    'dialogs': `<dialog id="viewer" class="viewer" aria-labelledby="viewer-name">
<header><h2 id="viewer-name"></h2><p class="sub" id="viewer-sub"></p>
<p class="steps"><button type="button" class="plain" id="viewer-back" aria-label="Previous picture">←</button><button type="button" class="plain" id="viewer-on" aria-label="Next picture">→</button><button type="button" class="plain" id="viewer-close" aria-label="Close">×</button></p></header>
<div class="body"><div class="stage" id="viewer-stage"></div><div class="detail" id="viewer-detail"></div></div>
</dialog>
<dialog id="help" class="help" aria-labelledby="help-h">
<h2 id="help-h">Keys</h2>
<dl>
<div><dt><kbd>/</kbd></dt><dd>search</dd></div>
<div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous picture</dd></div>
<div><dt><kbd>Enter</kbd></dt><dd>look closer</dd></div>
<div><dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>previous and next while looking closer</dd></div>
<div><dt><kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd></dt><dd>errors, warnings, infos on and off</dd></div>
<div><dt><kbd>0</kbd></dt><dd>show everything</dd></div>
<div><dt><kbd>Esc</kbd></dt><dd>close</dd></div>
</dl>
<p class="actions"><button type="button" id="help-close">Close</button></p>
</dialog>
`,
    'filters': `<aside class="filters" aria-label="Filters">
<form id="filters" autocomplete="off">
<label class="search"><span class="label">Search</span>
<input type="search" id="search" placeholder="file, rule or words" aria-keyshortcuts="/"></label>
<details class="more" id="more" open>
<summary>Filters</summary>
<fieldset>
<legend>Severity</legend>
<% it.severities.forEach((severity) => { %>
<label class="choice <%= severity.count === 0 ? 'none' : '' %>"><input type="checkbox" name="severity" value="<%= severity.id %>" checked>
<span class="dot <%= severity.id %>" aria-hidden="true"></span><span class="what"><%= severity.word %></span> <span class="n"><%= severity.count %></span></label>
<% }) %>
<% if (it.failing.length > 0) { %>
<label class="choice apart"><input type="checkbox" id="only-findings">
<span class="what">hide what has no findings</span></label>
<% } %>
<% if (it.inconclusive > 0) { %>
<label class="choice"><input type="checkbox" id="unknown">
<span class="what">only what could not be judged</span> <span class="n"><%= it.inconclusive %></span></label>
<% } %>
</fieldset>
<% if (it.failing.length > 0) { %>
<fieldset>
<legend>Rule</legend>
<% it.failing.forEach((rule) => { %>
<label class="choice"><input type="checkbox" name="rule" value="<%= rule.id %>">
<span class="dot <%= rule.severity %>" aria-hidden="true"></span><span class="what"><bdi><%= rule.id %></bdi></span> <span class="n"><%= rule.findings %></span></label>
<% }) %>
</fieldset>
<% } %>
</details>
<p class="actions"><button type="reset" id="show-all">Show everything</button> <button type="button" id="theme" class="plain">Dark</button> <button type="button" id="keys" class="plain" aria-keyshortcuts="?">Keys</button></p>
</form>
</aside>
`,
    'findings': `<ul class="findings">
<% it.findings.forEach((finding) => { %>
<li class="finding <%= finding.severity %><%= finding.unknown ? ' is-unknown' : '' %><%= finding.rolled ? ' is-rolled' : '' %>" data-rule="<%= finding.ruleId %>">
<p><span class="word"><%= finding.word %></span> <% if (finding.place !== '') { %><span class="place"><%= finding.place %></span> <% } %><bdi class="message"><%= finding.message %></bdi> <a class="rule" href="#<%= finding.anchor %>"><bdi><%= finding.ruleId %></bdi></a></p>
<% if (finding.causes.length > 0) { %>
<ul class="causes">
<% finding.causes.forEach((cause) => { %>
<li<% if (cause.isSaid) { %> class="said"<% } %>><bdi><%= cause.message %></bdi> <% if (!cause.isPlain) { %><span class="seen" title="<%= cause.fact %>">found: <code><%= cause.seen %></code>, expected: <code><%= cause.expected %></code></span><% } %></li>
<% }) %>
</ul>
<% } %>
<% if (finding.plots.length > 0) { %><%~ include('@plots', finding) %><% } %>
<% if (finding.offer !== '') { %><p class="offer"><bdi><%= finding.offer %></bdi></p><% } %>
<% if (finding.related.length > 0) { %>
<ul class="related">
<% finding.related.forEach((other) => { %>
<li data-turn="<%= other.turn %>"<% if (other.part !== '') { %> data-part="<%= other.part %>" data-other-part="<%= other.otherPart %>"<% } %> data-card="<%= other.card %>"<% if (other.compare !== '') { %> data-compare="<%= other.compare %>"<% } %>><bdi><%= other.before %></bdi><% if (other.card !== '') { %><a href="#<%= other.card %>"><bdi><%= other.path %></bdi></a><% } else { %><bdi><%= other.path %></bdi><% } %><bdi><%= other.after %></bdi></li>
<% }) %>
<% if (finding.more !== '') { %><li class="more"><%= finding.more %></li><% } %>
</ul>
<% } %>
</li>
<% }) %>
</ul>
`,
    'fixed': `<section class="fixed" aria-labelledby="<%= it.id %>-h">
<header><h2 id="<%= it.id %>-h"><%= it.title %></h2><p class="sub"><span><%= it.files.length %> <%= it.files.length === 1 ? 'file' : 'files' %></span></p></header>
<ul>
<% it.files.forEach((file) => { %>
<li><bdi><%= file.path %></bdi><ul><% file.sentences.forEach((sentence) => { %><li><bdi><%= sentence %></bdi></li><% }) %></ul></li>
<% }) %>
</ul>
</section>
`,
    'group': `<section class="group" id="<%= it.id %>" aria-labelledby="<%= it.id %>-h">
<header>
<h2 id="<%= it.id %>-h"><bdi><%= it.name %></bdi></h2>
<p class="sub"><% if (it.path !== '' && it.path !== it.name) { %><bdi class="path"><%= it.path %></bdi><% } %><% it.notes.forEach((note) => { %><span><bdi><%= note %></bdi></span><% }) %></p>
<p class="tally"><% it.counts.forEach((entry) => { %><span class="<%= entry.severity %>"><%= entry.text %></span><% }) %><% if (it.counts.length === 0) { %><span class="pass">all passed</span><% } %></p>
</header>
<% if (it.rollUps.length > 0) { %><%~ include('@roll-ups', it) %><% } %>
<% if (it.docket) { %><%~ include('@docket', it.docket) %><% } %>
<% it.rows.forEach((row) => { %>
<article class="row item <%= row.worst %><%= row.timeline ? ' dispute' : '' %>" id="<%= row.id %>" tabindex="-1" data-path="<%= row.path %>">
<% if (row.path !== it.path) { %><h3><bdi><%= row.name %></bdi></h3><% } %>
<% if (row.timeline) { %><p class="sub"><bdi><%= row.timeline.about %></bdi></p>
<%~ include('@timeline', { timeline: row.timeline, id: row.id, open: false }) %><% } %>
<%~ include('@findings', row) %>
</article>
<% }) %>
<% if (it.cards.length > 0) { %>
<ul class="sheet">
<% it.cards.forEach((card) => { %>
<%~ include('@card', card) %>
<% }) %>
<% if (it.passed.length > 0) { %>
<li class="rest item"><%~ include('@passed', { pictures: it.passed }) %></li>
<% } %>
</ul>
<% } else if (it.passed.length > 0) { %>
<div class="rest item"><%~ include('@passed', { pictures: it.passed }) %></div>
<% } %>
</section>
`,
    'masthead': `<header class="masthead">
<p class="brand"><span aria-hidden="true">◩</span> listing-lint</p>
<div class="verdict">
<h1 class="<%= it.clean ? 'clean' : '' %>"><%= it.headline %></h1>
<p class="scope"><%= it.scopeLine %></p>
</div>
<dl class="facts">
<% it.facts.forEach((fact) => { %>
<div><dt><%= fact.label %></dt><dd><bdi><%= fact.value %></bdi></dd></div>
<% }) %>
</dl>
<% if (it.projects.length > 0) { %>
<nav class="projects" aria-label="Projects"><ul>
<% it.projects.forEach((project) => { %>
<li><a href="#<%= project.id %>"><bdi><%= project.folder %></bdi></a> <span class="<%= project.clean ? 'clean' : '' %>"><%= project.headline %></span></li>
<% }) %>
</ul></nav>
<% } %>
<% if (it.remarks.length > 0) { %>
<ul class="remarks">
<% it.remarks.forEach((remark) => { %>
<li><bdi><%= remark %></bdi></li>
<% }) %>
</ul>
<% } %>
</header>
`,
    'page': `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<%= it.policy %>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title><%= it.page.title %></title>
<style><%~ it.style %></style>
</head>
<body<% if (it.page.groupCount > 40) { %> class="many"<% } %>>
<a class="skip" href="#results">Skip to the findings</a>
<%~ include('@masthead', it.page) %>
<div class="frame">
<%~ include('@filters', it.page) %>
<main id="results" tabindex="-1">
<p class="status" role="status" id="status"></p>
<% it.page.fixedFiles.forEach((part) => { %>
<%~ include('@fixed', part) %>
<% }) %>
<% it.page.groups.filter((group) => group.isFirst).forEach((group) => { %>
<%~ include('@group', group) %>
<% }) %>
<% if (it.page.rollUps.length > 0) { %>
<section class="throughout" aria-labelledby="throughout-h">
<header><h2 id="throughout-h">Throughout</h2><p class="sub"><span>said once for all; each picture below names the rule</span></p></header>
<%~ include('@roll-ups', it.page) %>
</section>
<% } %>
<% it.page.groups.filter((group) => !group.isFirst).forEach((group) => { %>
<%~ include('@group', group) %>
<% }) %>
<% it.page.projects.forEach((project) => { %>
<%~ include('@project', project) %>
<% }) %>
<p class="empty" id="empty" hidden>Nothing matches. <button type="button" class="plain" id="reset-empty">Show everything</button></p>
<%~ include('@rules', it.page) %>
</main>
</div>
<footer class="foot"><p>Made by <%= it.page.tool %>. This page stands alone: it loads nothing and sends nothing.</p></footer>
<%~ include('@dialogs', it.page) %>
<script><%~ it.script %></script>
</body>
</html>
`,
    'passed': `<details class="passed"<% if (it.pictures.length <= 8) { %> open<% } %>>
<summary><%= it.pictures.length %> without findings</summary>
<ul><% it.pictures.forEach((picture) => { %><li><bdi><%= picture.name %></bdi><% if (picture.role !== '') { %> <span class="role"><bdi><%= picture.role %></bdi></span><% } %></li><% }) %></ul>
</details>
`,
    'plots': `<ul class="plots">
<% it.plots.forEach((plot) => { %>
<li><span class="trait"><bdi><%= plot.name %></bdi></span> <span class="about"><bdi><%= plot.about %></bdi></span>
<svg viewBox="0 0 320 32" role="img" aria-label="<%= plot.name %>: <%= plot.about %>">
<rect class="usual" x="<%= plot.from %>" y="2" width="<%= plot.width %>" height="28"/>
<line class="axis" x1="8" y1="16" x2="312" y2="16"/>
<% plot.dots.forEach((dot) => { %><circle class="<%= dot.kind %>" cx="<%= dot.x %>" cy="<%= dot.y %>" r="<%= dot.kind === 'other' ? 2.5 : 4 %>"><title><%= dot.words %></title></circle>
<% }) %></svg></li>
<% }) %>
</ul>
<p class="plot-key"><span class="other">others</span> <span class="own">of this listing</span> <span class="odd">of this listing, reported</span> <span class="usual">usual</span></p>
`,
    'project': `<section class="project<%= it.groups.length > 0 ? ' filled' : '' %>" id="<%= it.id %>" aria-labelledby="<%= it.id %>-h">
<header>
<h2 id="<%= it.id %>-h"><bdi><%= it.folder %></bdi></h2>
<p class="sub"><span><b class="<%= it.clean ? 'clean' : '' %>"><%= it.headline %></b></span><span><%= it.scopeLine %></span><bdi class="path"><%= it.config %></bdi></p>
<% if (it.remarks.length > 0) { %>
<ul class="remarks"><% it.remarks.forEach((remark) => { %><li><bdi><%= remark %></bdi></li><% }) %></ul>
<% } %>
</header>
<% if (it.rollUps.length > 0) { %><div class="throughout"><%~ include('@roll-ups', it) %></div><% } %>
<% it.groups.forEach((group) => { %>
<%~ include('@group', group) %>
<% }) %>
</section>
`,
    'roll-ups': `<ul class="roll-ups">
<% it.rollUps.forEach((rollUp) => { %>
<li class="roll-up <%= rollUp.severity %><%= rollUp.unknown ? ' is-unknown' : '' %>" data-rule="<%= rollUp.ruleId %>">
<p><b class="members"><%= rollUp.members %></b> <span class="word"><%= rollUp.word %></span> <bdi class="message"><%= rollUp.message %></bdi> <a class="rule" href="#<%= rollUp.anchor %>"><bdi><%= rollUp.ruleId %></bdi></a></p>
<% rollUp.remarks.forEach((remark) => { %><p class="remark"><bdi><%= remark %></bdi></p><% }) %>
<% if (rollUp.fix.length > 0) { %><p class="fix"><b>Fix</b> <bdi><%~ include('@prose', { parts: rollUp.fix }) %></bdi></p><% } %>
</li>
<% }) %>
</ul>
`,
    'rules': `<section class="rules" aria-labelledby="rules-h">
<header><h2 id="rules-h">The rules</h2><p class="sub"><span>why each matters and what to do</span></p></header>
<% it.rules.forEach((rule) => { %>
<article class="rule" id="<%= rule.anchor %>" tabindex="-1">
<h3><span class="dot <%= rule.severity %>" aria-hidden="true"></span><bdi><%= rule.title %></bdi></h3>
<p class="sub"><code><%= rule.id %></code><span><%= rule.word %></span><span><%= rule.findings %> found</span><span><%= rule.passes %> passed</span></p>
<p class="why"><bdi><%~ include('@prose', { parts: rule.why }) %></bdi></p>
<p class="fix"><b>Fix</b> <bdi><%~ include('@prose', { parts: rule.fix }) %></bdi></p>
<% if (rule.references.length > 0) { %>
<ul class="references"><% rule.references.forEach((reference) => { %><li><a href="<%= reference.url %>" rel="noreferrer noopener"><bdi><%= reference.title %></bdi></a> <span class="read">read <%= reference.read %></span></li><% }) %></ul>
<% } %>
</article>
<% }) %>
</section>
`,
  },
  style: `.docket{margin-bottom:1.6rem}.docket small,.timeline small{color:var(--quiet);font-size:.87em}.docket .quiet,.timeline .quiet{color:var(--quiet);font-size:.87rem}.docket-figures{display:flex;flex-wrap:wrap;gap:.7rem 2.6rem;margin-bottom:1.2rem}.docket-figures dt{color:var(--quiet);font-size:.8rem}.docket-figures dd{font:600 1.25rem / 1.25 var(--serif);font-variant-numeric:lining-nums tabular-nums;overflow-wrap:anywhere}.docket-figures dd span{display:block}.docket-figures small{font:.87rem var(--sans)}.docket-table{width:100%;border-collapse:collapse;font-size:.93rem;line-height:1.4}.docket-table caption{padding-bottom:.5rem;color:var(--quiet);font-size:.8rem;text-align:start}.docket-table :is(th,td){padding:.5rem 1.2rem .5rem 0;border-top:1px solid var(--line);font-weight:400;text-align:start;vertical-align:top;overflow-wrap:anywhere}.docket-table thead th{padding-top:0;border-top:0;color:var(--quiet);font-size:.8rem}.docket-table :is(.case a,.case>bdi){font-weight:600}.docket-table :is(.case,.until,.step,.sum) small{display:block}.docket-table .case{width:26%}.docket-table .sum{width:17%;padding-right:0;font-variant-numeric:tabular-nums;text-align:end}.dues li{display:grid;grid-template-columns:12.5rem minmax(0,1fr);gap:0 1rem}.dues li+li{margin-top:.3rem}.dues .until small{text-wrap:balance}.dues .until{font-variant-numeric:tabular-nums}.dues .at-past b{color:var(--error)}.dues :is(.at-due-soon,.at-unknown) b{color:var(--warn)}.dues .at-open b{font-weight:400}.docket>.quiet{margin-top:.6rem}.docket>.quiet+.quiet{margin-top:0}.standings{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr));gap:1rem 2.4rem;margin-top:1.2rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.93rem;overflow-wrap:anywhere}.standings .words{font-variant-numeric:tabular-nums}.standings .is-last .words{color:var(--error);font-weight:600}.ladder{display:block;overflow:visible}.ladder-whole{fill:var(--line)}.ladder-reached{fill:var(--warn)}.is-last .ladder-reached{fill:var(--error)}.ladder-step{fill:var(--quiet);transform:translate(-2px)}@media screen and (max-width:48rem){.docket-table,.docket-table :is(tbody,tr,th,td,caption){display:block;width:auto}.docket-table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.docket-table :is(tbody th,td,.case,.sum){width:auto;padding:0 0 .35rem;border:0}.docket-table tbody tr{padding-top:.6rem;border-top:1px solid var(--line)}.docket-table .sum{text-align:start}.docket-table .sum:before{content:"At stake ";color:var(--quiet)}.docket-table .sum small{display:inline}.dues li{grid-template-columns:7.5rem minmax(0,1fr);gap:0 .7rem}}@media print{.docket-table tr,.standings li{break-inside:avoid}.ladder{-webkit-print-color-adjust:exact;print-color-adjust:exact}}.timeline{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .8rem;margin:.7rem 0 .9rem}.timeline .lanes{display:grid;grid-auto-rows:36px;align-content:start;padding-top:8px;color:var(--quiet);font-size:.8rem;line-height:1}.timeline .lanes span{padding-top:19px}.plot{container-type:inline-size}.plot>svg{display:block;overflow:visible}.plot text{fill:var(--quiet);font:11px var(--sans);font-variant-numeric:tabular-nums}.plot .ahead{fill:var(--well);opacity:.55}.plot .tick line{stroke:var(--line);stroke-width:1}.plot .lane{stroke:var(--line);stroke-width:1}.plot .today{stroke:var(--ink);stroke-width:1.5}.plot .happened{fill:var(--quiet);stroke:var(--paper);stroke-width:1.5}.plot .happened.by-us{fill:var(--ink)}.plot .happened.by-platform{fill:var(--info)}.plot .running{stroke:currentcolor;stroke-width:3;opacity:.3}.plot .range{stroke:currentcolor;stroke-width:3}.plot .end{fill:var(--paper);stroke:currentcolor;stroke-width:2}.plot .due.at-met .end,.plot .due.at-past .end{fill:currentcolor}.due.at-met{color:var(--pass)}.due.at-open{color:var(--ink)}.due.at-due-soon,.due.at-unknown{color:var(--warn)}.due.at-past{color:var(--error)}.plot .label.at-past{fill:var(--error);font-weight:600}.plot .label:is(.at-due-soon,.at-unknown){fill:var(--warn);font-weight:600}.plot .label.at-event{fill:var(--ink)}.plot .label{display:none}@container (min-width: 240px){.plot .label.small{display:inline}}@container (max-width: 480px){.plot .tick.odd text{display:none}}@container (min-width: 560px){.plot .label.medium{display:inline}}@container (min-width: 860px){.plot .label.large{display:inline}}.timeline .key{grid-column:2;color:var(--quiet);font-size:.8rem}.timeline .key span{display:inline-block;margin-left:.9rem}.timeline .key .now{width:0;height:.9em;margin-left:0;border-left:2px solid var(--ink);vertical-align:-.1em}.timeline .key .dot-key{width:.6em;height:.6em;border-radius:50%;background:var(--ink)}.timeline .key .due-key{width:.55em;height:.55em;border:2px solid var(--ink);rotate:45deg}.timeline .days{grid-column:1 / -1;margin-top:.4rem;font-size:.87rem}.timeline .days summary{width:fit-content;color:var(--quiet);cursor:pointer}.timeline .days table{width:100%;margin-top:.3rem;border-collapse:collapse;font-size:inherit}.timeline .days :is(th,td){padding:.25rem 1rem .25rem 0;border-top:1px solid var(--line);font-weight:400;text-align:start;vertical-align:top;overflow-wrap:anywhere}.timeline .days thead th{border-top:0;color:var(--quiet);font-size:.92em}.timeline .days .when{width:7.5rem;font-variant-numeric:tabular-nums}.timeline .days td:nth-child(2){width:8rem}.timeline .days :is(.at-past,.at-due-soon,.at-unknown) .when{font-weight:600}.timeline .days .at-past .when{color:var(--error)}.timeline .days :is(.at-due-soon,.at-unknown) .when{color:var(--warn)}@media screen and (max-width:48rem){.timeline{gap:0 .5rem}}@media print{.plot{break-inside:avoid}.plot,.timeline .key{-webkit-print-color-adjust:exact;print-color-adjust:exact}.timeline .days::details-content{display:block;content-visibility:visible}.timeline .days summary{display:none}}:root{color-scheme:light dark;--paper: light-dark(#f6f4ef, #161512);--sheet: light-dark(#fffdf9, #1f1e1a);--well: light-dark(#ece8df, #2a2823);--ink: light-dark(#211f1b, #ece8df);--quiet: light-dark(#676055, #a9a294);--line: light-dark(#dcd6ca, #37342d);--error: light-dark(#a8281b, #ff9385);--warn: light-dark(#855800, #e7b650);--info: light-dark(#2b5a85, #8fbde6);--pass: light-dark(#2f6846, #86c79f);--mark: light-dark(#0b7d5b, #3ddba4);--focus: light-dark(#1f5fbf, #8ab6ff);--serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Charter, Georgia, "Liberation Serif", serif;--sans: Inter, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif;--mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "Liberation Mono", monospace}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}*{box-sizing:border-box}html{font:15px / 1.5 var(--sans);background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}body{margin:0}h1,h2,h3,p,ul,dl,dd,figure{margin:0;padding:0}ul{list-style:none}h1,h2{font-family:var(--serif);font-weight:600;line-height:1.15;font-variant-numeric:lining-nums;text-wrap:balance}code{font:.86em / 1.4 var(--mono);overflow-wrap:anywhere}a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.2em}a:hover{text-decoration-color:currentcolor}:focus-visible{outline:2px solid var(--focus);outline-offset:2px}[hidden]{display:none!important}.dot{display:inline-block;flex:none;width:.62em;height:.62em;border-radius:50%;background:var(--quiet)}.dot.error{background:var(--error);border-radius:0}.dot.warn{background:var(--warn);clip-path:polygon(50% 0,100% 100%,0 100%);border-radius:0}.dot.info{background:var(--info)}.dot.unknown{background:none;border:1.5px dashed var(--quiet)}.skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:.5rem;z-index:2;background:var(--sheet);padding:.25rem .75rem}.masthead{max-width:92rem;margin:0 auto;padding:1.6rem clamp(1rem,3vw,2.5rem) 1.4rem}.brand{color:var(--quiet);font-size:.87rem;letter-spacing:.02em}.verdict{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .9rem;margin:.7rem 0 1.1rem}h1{font-size:clamp(1.9rem,4.2vw,3rem);letter-spacing:-.015em}h1.clean{color:var(--pass)}.scope{font:italic 1.15rem / 1.4 var(--serif);font-variant-numeric:lining-nums;color:var(--quiet)}.facts{display:flex;flex-wrap:wrap;gap:.6rem 2.4rem;font-size:.87rem}.facts dt{color:var(--quiet)}.facts dd{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}.remarks{margin-top:1.1rem;padding-left:.9rem;border-left:2px solid var(--line);font-size:.87rem;color:var(--quiet);max-width:75ch}.frame{max-width:92rem;margin:0 auto;padding:0 clamp(1rem,3vw,2.5rem) 3rem;display:grid;grid-template-columns:15.5rem minmax(0,1fr);gap:0 2.5rem;border-top:1px solid var(--line)}main:focus{outline:none}.foot{max-width:92rem;margin:0 auto;padding:0 clamp(1rem,3vw,2.5rem) 2rem;color:var(--quiet);font-size:.8rem}.filters form{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:1.4rem .25rem;font-size:.87rem}.filters fieldset{border:0;margin:1.2rem 0 0;padding:0;min-width:0}.filters legend,.label{display:block;padding:0;margin-bottom:.3rem;color:var(--quiet);font-size:.8rem}input[type=search]{width:100%;font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:3px;padding:.4rem .6rem}input[type=search]::placeholder{color:var(--quiet);opacity:1}.choice{display:flex;align-items:baseline;gap:.5rem;padding:.16rem 0;cursor:pointer}.choice input{margin:0;translate:0 .1em;accent-color:var(--ink)}.choice .what{flex:1;min-width:0;overflow-wrap:anywhere}.choice .n{color:var(--quiet);font-variant-numeric:tabular-nums}.choice.none{color:var(--quiet)}.choice.apart{margin-top:.4rem;padding-top:.5rem;border-top:1px solid var(--line)}.actions{display:flex;flex-wrap:wrap;gap:.5rem .9rem;margin-top:1.3rem}button{font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:3px;padding:.25rem .7rem;cursor:pointer}button:hover{border-color:var(--quiet)}button.plain{background:none;border-color:transparent;padding-inline:.2rem;text-decoration:underline;text-decoration-color:var(--line);text-underline-offset:.2em}.status{min-height:1.5em;padding-top:1.4rem;font-size:.87rem;color:var(--quiet);font-variant-numeric:tabular-nums}.empty{padding:4rem 0;font:italic 1.15rem / 1.4 var(--serif);color:var(--quiet)}@media(min-width:60.01rem){.more>summary{display:none}}@media(max-width:60rem){.more>summary{margin-top:.9rem;cursor:pointer;width:fit-content}.frame{display:block}.filters form{position:static;max-height:none}.filters{border-bottom:1px solid var(--line)}}.row.dispute{max-width:none;padding-bottom:1.6rem}.row.dispute .findings{max-width:75ch}.fixed{padding:1.1rem 0 1.6rem;border-bottom:1px solid var(--line);max-width:75ch;overflow-wrap:anywhere}.fixed>header{margin-bottom:.6rem}.fixed>ul>li+li{margin-top:.4rem}.fixed li ul{padding-left:1.1rem;list-style:disc}.fixed li li,.finding .offer{font-size:.87rem;color:var(--quiet)}.card .is-rolled .offer{display:none}.plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.5rem 1.4rem;margin:.6rem 0 .2rem;padding:0;list-style:none}.plots .trait{font-weight:600}.plots .about{color:var(--quiet)}.plots svg{display:block;width:100%;max-width:26rem;height:auto}.plots .usual{fill:var(--quiet);fill-opacity:.14}.plots .axis{stroke:var(--line)}.plots circle.other{fill:var(--quiet);fill-opacity:.7}.plots circle.own{fill:var(--info)}.plots circle.odd{fill:var(--warn)}.plot-key{color:var(--quiet);font-size:.85em}.plot-key span:before{content:"";display:inline-block;width:.6em;height:.6em;margin:0 .3em 0 .7em;border-radius:50%;background:var(--quiet)}.plot-key .own:before{background:var(--info)}.plot-key .odd:before{background:var(--warn)}.plot-key .usual:before{border-radius:0;opacity:.25}.projects ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:.3rem 1.6rem;margin-top:1.1rem;font-size:.87rem}.projects li{display:flex;flex-wrap:wrap;gap:0 .6rem;overflow-wrap:anywhere}.projects a{font-weight:600}.projects span{color:var(--quiet);font-variant-numeric:tabular-nums}.projects span.clean,.project .clean{color:var(--pass)}.project{margin-top:1.6rem;scroll-margin:1rem}.project>header{padding:.9rem 0 1rem;border-top:3px solid var(--ink)}.project>header h2{font-size:1.7rem}.project>.throughout{padding-top:0}.project.filled:not(:has(>.group:not([hidden]))){display:none}.throughout{padding:1.1rem 0 1.6rem;border-bottom:1px solid var(--line)}.throughout>header{margin-bottom:.6rem}.roll-ups{max-width:75ch}.group>.roll-ups{margin-bottom:1rem}.roll-up{padding:.35rem 0 .35rem .9rem;border-left:3px solid var(--quiet);line-height:1.42;overflow-wrap:anywhere}.roll-up+.roll-up{margin-top:.5rem}.roll-up.error{border-left-color:var(--error)}.roll-up.warn{border-left-color:var(--warn)}.roll-up.info{border-left-color:var(--info)}.roll-up .members{margin-right:.35rem}.roll-up .word{font-weight:600}.roll-up.error .word{color:var(--error)}.roll-up.warn .word{color:var(--warn)}.roll-up.info .word{color:var(--info)}.roll-up.is-unknown .word:after{content:" ?"}.roll-up a.rule{color:var(--quiet);font-size:.83rem;white-space:nowrap}.roll-up .remark,.roll-up .fix{font-size:.87rem;color:var(--quiet)}.card .is-rolled :is(.message,.place,.causes){display:none}.group{padding:1.1rem 0 2.2rem}.many .group{content-visibility:auto;contain-intrinsic-size:auto 30rem}.group+.group{border-top:1px solid var(--line)}.group>header{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.15rem 1.5rem;align-items:baseline;margin-bottom:1rem}h2{font-size:1.5rem;letter-spacing:-.005em;overflow-wrap:anywhere}.sub{grid-column:1;display:flex;flex-wrap:wrap;gap:0 .9rem;font-size:.87rem;color:var(--quiet);overflow-wrap:anywhere}.tally{grid-area:1 / 2;display:flex;gap:.9rem;font-size:.87rem;font-variant-numeric:tabular-nums;white-space:nowrap}.tally .error,.finding.error .word{color:var(--error)}.tally .warn,.finding.warn .word{color:var(--warn)}.tally .info,.finding.info .word{color:var(--info)}.tally .pass{color:var(--pass)}.sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(13rem,100%),1fr));gap:1.6rem 1.4rem}.card{min-width:0;scroll-margin:1rem}.card:focus{outline:none}.card:focus .picture,.card:target .picture{outline:2px solid var(--focus);outline-offset:3px}.picture{position:relative;display:grid;place-items:center;aspect-ratio:1;background:var(--well);cursor:zoom-in}.card.error .picture{box-shadow:0 -3px 0 var(--error)}.card.warn .picture{box-shadow:0 -3px 0 var(--warn)}.card.info .picture{box-shadow:0 -3px 0 var(--info)}.picture img{display:block;width:100%;height:100%;object-fit:contain}.boxes{position:absolute;inset:0;width:100%;height:100%;overflow:visible}.boxes rect{fill:none;stroke:var(--mark);stroke-width:2px;vector-effect:non-scaling-stroke}.boxes rect.under{stroke:#ffffffd9;stroke-width:5px}.boxes rect.rejected{stroke:var(--error);stroke-dasharray:5 4}.picture:has(.blank){aspect-ratio:5 / 2}.blank{color:var(--quiet);font:italic .95rem var(--serif)}figcaption{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .6rem;padding-top:.45rem}.open{padding:0;border:0;background:none;font-weight:600;text-align:start;overflow-wrap:anywhere}.open:hover{text-decoration:underline;text-underline-offset:.2em}.role,.read{color:var(--quiet);font-size:.87rem}.legend{font-size:.8rem;color:var(--quiet)}.legend li{display:flex;gap:.45rem;align-items:baseline;overflow-wrap:anywhere}.legend li:before{content:"";flex:none;width:.75em;height:.6em;border:1.5px solid var(--mark)}.legend li.rejected:before{border:1.5px dashed var(--error)}.finding{padding-top:.45rem;font-size:.93rem;line-height:1.42;overflow-wrap:anywhere}.finding .word{font-weight:600}.finding.is-unknown .word:after{content:" ?"}.finding .place{color:var(--quiet)}.finding a.rule{color:var(--quiet);font-size:.83rem;white-space:nowrap}.causes,.related{font-size:.87rem;color:var(--quiet)}.causes li{padding-left:.9em}.causes li:before{content:"\\b7  ";margin-left:-.9em}.causes .said,.card .seen,.row .seen{display:none}.related li:before{content:"\\2192  "}.related .pair{display:grid;grid-template-columns:1fr 1fr;gap:.5rem;margin:.4rem 0}.row{max-width:75ch;padding:0 0 .9rem}.row h3{font-size:.95rem}.row:focus{outline:none}.row:target h3,.row:focus h3{outline:2px solid var(--focus);outline-offset:3px}.rest{font-size:.87rem}.sheet .rest{padding:.1rem 0 0 1rem;border-left:1px solid var(--line)}.passed summary{cursor:pointer;width:fit-content;color:var(--pass)}.passed ul{padding-top:.35rem}.group>.rest ul{columns:14rem}.passed li{break-inside:avoid;overflow-wrap:anywhere}.rules{border-top:1px solid var(--line);padding:1.6rem 0 0;margin-top:.5rem}.rules>header{margin-bottom:1rem}article.rule{max-width:75ch;padding:0 0 1.5rem;scroll-margin:1rem}article.rule h3{font-size:1rem;display:flex;gap:.55rem;align-items:baseline}article.rule .why{padding-top:.35rem}article.rule:target{box-shadow:-.8rem 0 0 var(--paper),calc(-.8rem - 3px) 0 0 var(--focus)}dialog{color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:4px;padding:0}dialog::backdrop{background:#14120e8c}.viewer{width:min(76rem,94vw);height:min(54rem,92vh);max-width:none;max-height:none}.viewer>header{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 1rem;padding:1rem 1.4rem .8rem;border-bottom:1px solid var(--line)}.steps{grid-area:1 / 2 / 3 / 3;display:flex;gap:.6rem}.steps button{font-size:1.25rem;line-height:1;min-width:2rem;min-height:2rem;text-decoration:none}.viewer .body{display:grid;grid-template-columns:minmax(0,1.15fr) minmax(0,1fr);height:calc(100% - 5rem)}.stage{display:grid;place-items:center;min-height:0;padding:1.2rem;background:var(--well)}.stage .picture{width:100%;height:100%;aspect-ratio:auto;min-height:0;box-shadow:none!important;cursor:default}.detail{overflow-y:auto;padding:.6rem 1.4rem 1.4rem}.detail .finding{padding:.9rem 0;border-bottom:1px solid var(--line)}.detail .finding:last-child{border-bottom:0}.detail .seen{display:block;font-size:.92em}.detail .causes .said>bdi{display:none}.detail .why,.detail .fix{padding-top:.4rem}.detail .causes .said{display:block}.detail figure{min-width:0}.pair .picture{cursor:default;box-shadow:none!important;overflow:hidden}.pair .picture img{min-height:0}.pair .cut{display:block;width:100%;height:100%}.pair figcaption{font-size:.8rem;padding-top:.2rem;overflow-wrap:anywhere}.mirror.q0 :is(img,.cut){transform:scaleX(-1)}.q1 :is(img,.cut){transform:rotate(90deg)}.mirror.q1 :is(img,.cut){transform:rotate(90deg) scaleX(-1)}.q2 :is(img,.cut){transform:rotate(180deg)}.mirror.q2 :is(img,.cut){transform:rotate(180deg) scaleX(-1)}.q3 :is(img,.cut){transform:rotate(270deg)}.mirror.q3 :is(img,.cut){transform:rotate(270deg) scaleX(-1)}.help{padding:1.2rem 1.6rem;min-width:22rem}.help dl div{display:grid;grid-template-columns:7rem 1fr;padding:.15rem 0}.help dl{padding-top:.6rem}kbd{font:.86em var(--mono);border:1px solid var(--line);border-bottom-width:2px;border-radius:3px;padding:.05rem .35rem}@media(max-width:48rem){.viewer{width:100vw;height:100vh;max-height:100vh;border:0}.viewer .body{display:block;overflow-y:auto}.stage{padding:0}.stage .picture{height:auto;aspect-ratio:1}.detail{overflow:visible}}@media print{@page{margin:14mm 12mm}:root{color-scheme:light!important;--paper: #fff;--sheet: #fff;--well: #f2f0ec}html{font-size:9.5pt}.filters,.skip,.status,dialog{display:none}.frame{display:block;padding:0}.masthead{padding:0 0 1rem}.many .group,.group{content-visibility:visible;break-inside:auto;padding:.8rem 0 1.2rem}.group>header,.rules>header,.throughout>header{break-inside:avoid;break-after:avoid}.sheet{grid-template-columns:repeat(4,1fr);gap:.8rem}figure,.picture,.finding,.row,article.rule{break-inside:avoid}.card:is(.error,.warn,.info) .picture{box-shadow:none;border-top:3px solid var(--error)}.card.warn .picture{border-top-color:var(--warn)}.card.info .picture{border-top-color:var(--info)}.picture,.boxes,.dot{-webkit-print-color-adjust:exact;print-color-adjust:exact}.passed::details-content{display:block;content-visibility:visible}.card:focus .picture,.card:target .picture{outline:none}.foot{padding:0}}`,
  script: `(()=>{var d=(e,t)=>{let n=document.getElementById(e);if(!(n instanceof t))throw new Error(\`#\${e} is missing\`);return n},f=(e,t,...n)=>{let o=document.createElement(e);return t!==""&&(o.className=t),o.append(...n),o},h=(e,t,...n)=>{let o=document.createElementNS("http://www.w3.org/2000/svg",e);for(let[l,a]of Object.entries(t))o.setAttribute(l,String(a));if(!(o instanceof SVGElement))throw new Error("not an SVG element");return o.append(...n),o},y=e=>{let t=e.cloneNode(!0);if(!(t instanceof Element))throw new Error("not an element");for(let n of[t,...t.querySelectorAll("[id]")])n.removeAttribute("id");return t};var g=(e,t)=>{e.hidden!==t&&(e.hidden=t)},A=(e,t)=>{let n=0,o=0,l=0,a=t.rules.size>0||t.severities.size<3||t.onlyUnknown;for(let s of e){let r=!1;for(let i of s.items){let m=j(i,s,t,a);n+=m;let p=m>0||!a&&!t.onlyFindings&&i.findings.length===0&&I(i,s,t.words);p&&i.element.classList.contains("card")&&(o+=1),g(i.element,!p),r||=p}let c=s.items.length===0&&!a&&!t.onlyFindings&&t.words.every(i=>s.text.includes(i));g(s.element,!(r||c)),r&&(l+=1)}return{findings:n,pictures:o,groups:l}},$=(e,t)=>{for(let{element:n,rule:o,severity:l,unknown:a,text:s}of e){let r=t.severities.has(l)&&(t.rules.size===0||t.rules.has(o))&&(!t.onlyUnknown||a)&&t.words.every(c=>s.includes(c));g(n,!r)}for(let n of document.querySelectorAll(".throughout"))g(n,n.querySelector(".roll-up:not([hidden])")===null)},I=(e,t,n)=>n.every(o=>e.text.includes(o)||t.text.includes(o)),j=(e,t,n,o)=>{let l=I(e,t,n.words),a=0;for(let s of e.findings){let r=l&&(!o||n.severities.has(s.severity)&&(n.rules.size===0||n.rules.has(s.rule))&&(!n.onlyUnknown||s.unknown));g(s.element,!r),r&&(a+=1)}return a};var W=e=>["error","warn","info"].find(t=>e.classList.contains(t))??"",C=e=>({element:e,rule:e.dataset.rule??"",severity:W(e),unknown:e.classList.contains("is-unknown")}),R=()=>[...document.querySelectorAll(".roll-up")].map(e=>({...C(e),text:\`\${e.closest(".group")?.querySelector("header")?.textContent??""} \${e.textContent}\`.toLowerCase()})),J=e=>({element:e,findings:[...e.querySelectorAll(".finding")].map(C),text:\`\${e.dataset.path??""} \${e.textContent}\`.toLowerCase()}),B=()=>[...document.querySelectorAll(".group")].map(e=>({element:e,text:(e.querySelector("header")?.textContent??"").toLowerCase(),items:[...e.querySelectorAll(".item")].map(J)}));var U=e=>{let t=d("viewer",HTMLDialogElement),n=d("viewer-stage",HTMLDivElement),o=d("viewer-detail",HTMLDivElement),l,a=r=>{l=r,d("viewer-name",HTMLHeadingElement).textContent=r.dataset.path??"";let c=e();d("viewer-sub",HTMLParagraphElement).textContent=\`\${c.indexOf(r)+1} of \${c.length}\${r.dataset.note?\` \\xB7 \${r.dataset.note}\`:""}\`,n.replaceChildren(...q(r));let i=r.querySelector(".legend");o.replaceChildren(...i?[y(i)]:[],f("ul","findings",...X(r))),o.scrollTop=0},s=r=>{let c=e(),i=l===void 0?void 0:c[c.indexOf(l)+r];i&&a(i)};return d("viewer-back",HTMLButtonElement).addEventListener("click",()=>s(-1)),d("viewer-on",HTMLButtonElement).addEventListener("click",()=>s(1)),d("viewer-close",HTMLButtonElement).addEventListener("click",()=>t.close()),t.addEventListener("keydown",r=>{if(r.key==="ArrowLeft")s(-1);else if(r.key==="ArrowRight")s(1);else return;r.preventDefault()}),t.addEventListener("click",r=>{r.target===t&&t.close(),r.target instanceof Element&&r.target.closest('a[href^="#"]')&&t.close()}),t.addEventListener("close",()=>l?.focus({preventScroll:!0})),{open:r=>{a(r),t.showModal()}}},q=e=>{let t=e.querySelector(".picture");return t?[y(t)]:[]},X=e=>{let t=[...e.querySelectorAll(".finding:not([hidden])")],n=[...document.querySelectorAll(".row .related li[data-compare]")].filter(({dataset:o})=>o.compare===e.id||o.card===e.id).flatMap(o=>o.closest(".finding:not([hidden])")??[]);return[...new Set([...t,...n])].map(o=>{let l=y(o),a=document.querySelector(o.querySelector("a.rule")?.getAttribute("href")??"#none");for(let s of[".why",".fix",".references"]){let r=a?.querySelector(s);r&&r.textContent!==""&&l.append(y(r))}for(let[s,r]of[...l.querySelectorAll(".related li")].entries()){let c=s<4?M(e,r):void 0;c&&r.append(c)}return l})},M=(e,t)=>{let{compare:n}=t.dataset,o=n===void 0?e:document.getElementById(n),l=document.getElementById(t.dataset.card??"");return o&&l?Y(o,l,t):void 0},Y=(e,t,n)=>{let{turn:o="",part:l="",otherPart:a=""}=n.dataset,s=(r,c,i)=>{let m=f("figure",i,...q(r));for(let z of m.querySelectorAll(".boxes"))z.remove();let p=Z(m,c),S=[...i.includes("mirror")?["mirrored"]:[],.../q[123]/.test(i)?["turned"]:[],...p?["cropped"]:[]],K=S.length>0?\` (\${S.join(" and ")} to compare)\`:"";return m.append(f("figcaption","",f("bdi","",r.dataset.path??""),K)),m};return f("div","pair",s(e,l,""),s(t,a,o))},Z=(e,t)=>{let n=e.querySelector("img"),[o=0,l=0,a=1,s=1]=t===""?[]:t.split(" ").map(Number);if(!n||a*s===0||a*s>.99)return!1;let[r,c]=[Number(n.getAttribute("width")),Number(n.getAttribute("height"))];if(!(r>0)||!(c>0))return!1;let i={width:a*r,height:s*c},m={...i,viewBox:\`\${o*r} \${l*c} \${i.width} \${i.height}\`},p=h("image",{href:n.src,width:r,height:c});return n.replaceWith(h("svg",{class:"cut",viewBox:\`0 0 \${i.width} \${i.height}\`},h("svg",m,p))),!0};var L=B(),_=R(),u=d("filters",HTMLFormElement),w=d("search",HTMLInputElement),ee=d("status",HTMLParagraphElement),te=d("empty",HTMLParagraphElement),T=L.flatMap(({items:e})=>e).reduce((e,{findings:t})=>e+t.length,0),F=e=>new Set([...u.querySelectorAll(\`input[name="\${e}"]:checked\`)].map(({value:t})=>t)),ne=()=>({words:w.value.toLowerCase().split(/\\s+/).filter(e=>e!==""),severities:F("severity"),rules:F("rule"),onlyFindings:u.querySelector("#only-findings")?.checked??!1,onlyUnknown:u.querySelector("#unknown")?.checked??!1}),v=e=>e.toLocaleString("en"),E=()=>{let e=ne(),t=A(L,e);$(_,e);let n=L.some(({element:o})=>!o.hidden);ee.textContent=t.findings===T?\`\${v(T)} findings\`:\`\${v(t.findings)} of \${v(T)} findings\`,te.hidden=n},D=()=>{u.reset(),E()},k=()=>L.flatMap(({element:e,items:t})=>e.hidden?[]:t.filter(n=>n.element.classList.contains("card")&&!n.element.hidden).map(n=>n.element)),O=U(k),G=e=>{let t=k(),n=t.findIndex(l=>l.contains(document.activeElement)),o=t[n<0?0:n+e];o?.focus(),o?.scrollIntoView({block:"nearest"})},H=e=>{let t=u.querySelectorAll('input[name="severity"]')[e];t&&(t.checked=!t.checked,E())},oe={"/":()=>w.focus(),j:()=>G(1),k:()=>G(-1),1:()=>H(0),2:()=>H(1),3:()=>H(2),0:D,"?":()=>b.showModal()},b=d("help",HTMLDialogElement);d("keys",HTMLButtonElement).addEventListener("click",()=>b.showModal());d("help-close",HTMLButtonElement).addEventListener("click",()=>b.close());document.addEventListener("keydown",e=>{if(e.ctrlKey||e.metaKey||e.altKey||document.querySelector("dialog[open]"))return;let t=e.target;if(t===w){e.key==="Escape"&&w.blur();return}if(e.key==="Enter"&&t instanceof HTMLElement&&t.classList.contains("card")){e.preventDefault(),O.open(t);return}let n=oe[e.key];n&&(e.preventDefault(),n())});document.addEventListener("click",e=>{let n=(e.target instanceof Element?e.target.closest(".card .open, .card .picture"):null)?.closest(".card");n&&O.open(n)});u.addEventListener("input",E);u.addEventListener("submit",e=>e.preventDefault());u.addEventListener("reset",()=>setTimeout(E));d("reset-empty",HTMLButtonElement).addEventListener("click",D);matchMedia("(max-width: 60rem)").matches&&(d("more",HTMLDetailsElement).open=!1);var V=d("theme",HTMLButtonElement),x=document.documentElement,N=()=>x.dataset.theme===void 0?matchMedia("(prefers-color-scheme: dark)").matches:x.dataset.theme==="dark",P=()=>{V.textContent=N()?"Light":"Dark"};V.addEventListener("click",()=>{x.dataset.theme=N()?"light":"dark",P()});P();E();var Q=[];addEventListener("beforeprint",()=>{Q=[...[...document.querySelectorAll(".row:not([hidden])")],...k()].flatMap(t=>[...t.querySelectorAll(".related li")].slice(0,2).flatMap(n=>{let o=M(t,n);return o?(n.append(o),[o]):[]}))});addEventListener("afterprint",()=>{for(let e of Q)e.remove()});})();`,
} as const;
