// Made by `npm run generate` from the page’s templates, styles and script. Do not edit.
export const auditAssets = {
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
    'prose': `<% it.parts.forEach((part) => { %><% if (part.code) { %><code><%= part.text %></code><% } else { %><%= part.text %><% } %><% }) %>`,
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
    'annex': `<% if (it.policies.some(({ policy }) => policy && policy.texts.length > 0)) { %>
<section class="annex" aria-labelledby="h-annex">
<h2 id="h-annex">Annex: texts of the policy</h2>
<div class="texts">
<% it.policies.forEach(({ policy }) => { if (policy) policy.texts.forEach((text) => { %>
<details class="text"><summary><bdi><%= text.id %></bdi> <code class="sha"><%= text.sha256 %></code></summary>
<pre tabindex="0"><%= text.lines %></pre></details>
<% }) }) %>
</div>
</section>
<% } %>
`,
    'audit': `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<%= it.policy %>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title><%= it.view.title %></title>
<style><%~ it.style %></style>
</head>
<body>
<main>
<%~ include('@cover', it.view) %>
<%~ include('@circumstances', it.view) %>
<%~ include('@projects', it.view) %>
<%~ include('@disputes', it.view) %>
<%~ include('@copies', it.view) %>
<%~ include('@marks', it.view) %>
<%~ include('@results', it.view) %>
<%~ include('@exceptions', it.view) %>
<%~ include('@policy', it.view) %>
<%~ include('@files', it.view) %>
<%~ include('@verify', it.view) %>
<%~ include('@annex', it.view) %>
</main>
<%~ it.data %>
</body>
</html>
`,
    'bar': `<svg class="bar<%= it.big ? ' big' : '' %>" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="<%= it.label %>"><% it.parts.forEach((part) => { %><rect class="<%= part.outcome %>" x="<%= part.x %>" y="0" width="<%= part.width %>" height="10"/><% }) %></svg>
`,
    'circumstances': `<% if (it.circumstances.length > 0) { %>
<section aria-labelledby="h-circumstances">
<h2 id="h-circumstances">Where it stands</h2>
<% it.circumstances.forEach((each) => { %>
<h3<% if (each.isSound === false) { %> class="open"<% } %>><bdi><%= each.title %></bdi></h3>
<dl class="parts wider"><% each.facts.forEach((fact) => { %><div><dt><%= fact.label %></dt><dd><bdi><%= fact.value %></bdi></dd></div><% }) %></dl>
<% }) %>
</section>
<% } %>
`,
    'copies': `<% if (it.copies.length > 0) { %>
<section aria-labelledby="h-copies">
<h2 id="h-copies">Copies that others show</h2>
<% it.copies.forEach((copies) => { %>
<% if (copies.shop !== '') { %><h3><bdi><%= copies.shop %></bdi></h3><% } %>
<% if (copies.sentence !== '') { %><p class="sentence"><%= copies.sentence %></p><% } %>
<% if (copies.figures.length > 0) { %>
<dl class="totals copies-totals"><% copies.figures.forEach((figure) => { %><div class="<%= figure.className %>"><dt><%= figure.label %></dt><dd><%= figure.value %></dd></div><% }) %></dl>
<% } %>
<% if (copies.open.length > 0) { %>
<div class="wide"><table class="copies">
<caption>Up, those that nobody has answered first</caption>
<thead><tr><th scope="col">Theirs</th><th scope="col">Ours</th><th scope="col">Up for</th><th scope="col">Answer</th></tr></thead>
<tbody>
<% copies.open.forEach((row) => { %>
<tr><td><bdi><%= row.theirs %></bdi><% if (row.by !== '') { %><small><bdi><%= row.by %></bdi></small><% } %><% if (row.price !== '') { %><small><bdi><%= row.price %></bdi></small><% } %></td>
<td class="ours"><% if (row.image !== '') { %><img src="<%= row.image %>" alt=""><% } %><span><bdi><%= row.ours %></bdi><small><bdi><%= row.how %></bdi></small></span></td>
<td><%= row.up %><small class="when"><%= row.since %></small></td><td class="<%= row.isAnswered ? 'answered' : 'fail' %>"><bdi><%= row.answer %></bdi></td></tr>
<% }) %>
</tbody></table></div>
<% } %>
<% if (copies.overTime || copies.takedowns) { %>
<div class="charts">
<% if (copies.overTime) { %><%~ include('@over-time', copies) %><% } %>
<% if (copies.takedowns) { %><%~ include('@takedowns', copies) %><% } %>
</div>
<% } %>
<% if (copies.taken.length > 0) { %>
<div class="wide"><table class="copies">
<caption>Gone, the latest first</caption>
<thead><tr><th scope="col">Theirs</th><th scope="col">Gone</th><th scope="col">After</th><th scope="col">Case</th></tr></thead>
<tbody>
<% copies.taken.forEach((row) => { %>
<tr><td><bdi><%= row.theirs %></bdi><% if (row.by !== '') { %><small><bdi><%= row.by %></bdi></small><% } %></td><td class="when"><%= row.at %></td><td><%= row.days %></td><td><bdi><%= row.case %></bdi></td></tr>
<% }) %>
</tbody></table></div>
<% } %>
<% copies.notes.forEach((note) => { %><p class="none"><bdi><%= note %></bdi></p><% }) %>
<% }) %>
</section>
<% } %>
`,
    'cover': `<header class="cover">
<p class="brand">listing-lint</p>
<p class="kind">Compliance report</p>
<h1 class="<%= it.standing.state %>"><%= it.standing.verdict %></h1>
<p class="sentence"><bdi><%= it.sentence %></bdi></p>
<% if (it.standing.reasons.length > 0) { %>
<ul class="reasons"><% it.standing.reasons.forEach((reason) => { %><li class="<%= reason.severity %>"><% if (reason.word !== '') { %><b><%= reason.word %></b> <% } %><bdi><%~ include('@prose', { parts: reason.parts }) %></bdi></li><% }) %></ul>
<% } %>
<%~ include('@bar', { parts: it.bar, label: 'All verdicts', big: true }) %>
<dl class="totals">
<% it.totals.forEach((total) => { %>
<div class="<%= total.className %>"><dt><%= total.label %></dt><dd><%= total.value %></dd></div>
<% }) %>
</dl>
<dl class="facts">
<% it.cover.forEach((fact) => { %>
<div<% if (fact.code) { %> class="code"<% } %>><dt><%= fact.label %></dt><dd><% if (fact.code) { %><code><%= fact.value %></code><% } else { %><bdi><%= fact.value %></bdi><% } %></dd></div>
<% }) %>
<div class="digest"><dt>Digest of this report, SHA-256</dt><dd><code data-digest="<%= it.digest %>"><%= it.digest %></code></dd></div>
</dl>
<%~ include('@signoff', it) %>
<% if (it.notes.length > 0) { %>
<ul class="notes"><% it.notes.forEach((note) => { %><li><bdi><%~ include('@prose', { parts: note }) %></bdi></li><% }) %></ul>
<% } %>
</header>
`,
    'disputes': `<% if (it.disputesJudged !== '') { %>
<section aria-labelledby="h-disputes">
<h2 id="h-disputes">Disputes</h2>
<% if (it.docket) { %><%~ include('@docket', it.docket) %><% } %>
<% it.timelines.forEach((timeline, index) => { %>
<h3 id="dispute-<%= index + 1 %>"><bdi><%= timeline.about %></bdi></h3>
<%~ include('@timeline', { timeline, id: \`dispute-\${index + 1}\`, open: true }) %>
<% }) %>
<% if (it.docket && it.disputes.length > 0) { %><h3>What was found</h3><% } %>
<% if (it.disputes.length === 0) { %>
<p class="none"><%= it.disputesJudged %> Nothing was found.</p>
<% } else { %>
<%~ include('@findings', { rows: it.disputes, by: false, name: 'Disputes' }) %>
<% } %>
</section>
<% } %>
`,
    'exceptions': `<section aria-labelledby="h-exceptions">
<h2 id="h-exceptions">Exceptions</h2>
<% if (it.exceptions.length === 0 && it.left.length === 0) { %>
<p class="none">None: no finding was left out.</p>
<% } %>
<% if (it.exceptions.length > 0) { %>
<div class="wide" tabindex="0" role="region" aria-label="Exceptions"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Subject</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Until</th><th scope="col">State</th><th scope="col" class="n">Findings left out</th></tr></thead>
<tbody>
<% it.exceptions.forEach((row) => { %>
<tr><th scope="row"><span class="id"><%= row.ruleId %></span></th><td><bdi class="path"><%= row.subject %></bdi></td><td><bdi><%= row.reason %></bdi></td><td><bdi><%= row.owner %></bdi></td><td><%= row.expires %></td><td class="<%= row.state %>"><%= row.state %></td><td class="n"><%= row.findings %></td></tr>
<% }) %>
</tbody>
</table></div>
<% } %>
<% if (it.left.length > 0) { %>
<h3>Findings left out</h3>
<%~ include('@findings', { rows: it.left, by: true, name: 'Findings left out' }) %>
<% } %>
</section>
`,
    'files': `<section aria-labelledby="h-files">
<h2 id="h-files">Every file that was checked</h2>
<% it.files.forEach((group) => { %>
<div class="group">
<h3><bdi><%= group.name %></bdi></h3>
<table class="files">
<thead><tr><th scope="col">File, SHA-256</th><th scope="col">Role</th><th scope="col" class="n">Size</th><th scope="col">Verdicts</th></tr></thead>
<tbody>
<% group.files.forEach((file) => { %>
<tr><th scope="row"><bdi class="path"><%= file.path %></bdi><% if (file.sha256 !== '') { %><code class="sha"><%= file.sha256 %></code><% } %></th><td><bdi><%= file.role %></bdi></td><td class="n"><%= file.bytes %></td><td><% file.verdicts.forEach((verdict) => { %><span class="<%= verdict.outcome %>"><%= verdict.word %> <bdi><%= verdict.rules %></bdi></span><% }) %></td></tr>
<% }) %>
</tbody>
</table>
</div>
<% }) %>
</section>
`,
    'findings': `<div class="wide" tabindex="0" role="region" aria-label="<%= it.name %>"><table class="findings">
<thead><tr><th scope="col">Severity</th><th scope="col">File</th><th scope="col">What was found</th><th scope="col">Rule</th><% if (it.by) { %><th scope="col">Left out by</th><% } %></tr></thead>
<tbody>
<% it.rows.forEach((row) => { %>
<tr><td class="<%= row.severity %>"><%= row.word %></td><td><bdi class="path"><%= row.path %></bdi></td><td><bdi><%= row.message %></bdi><% row.details.forEach((detail) => { %><br><small><bdi><%= detail %></bdi></small><% }) %></td><td><span class="id"><%= row.ruleId %></span></td><% if (it.by) { %><td><%= row.by %></td><% } %></tr>
<% }) %>
</tbody>
</table></div>
`,
    'marks': `<% if (it.marked.length > 0) { %>
<section aria-labelledby="h-marks">
<h2 id="h-marks">Pictures, and what was found on them</h2>
<ul class="marked">
<% it.marked.forEach((picture) => { %>
<li><% if (picture.image !== '') { %><span class="frame"><img src="<%= picture.image %>" alt=""><svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true"><% picture.boxes.forEach((box) => { %><rect x="<%= box.x %>" y="<%= box.y %>" width="<%= box.width %>" height="<%= box.height %>"/><% }) %></svg></span><% } %><bdi class="path"><%= picture.path %></bdi><% picture.places.forEach((place) => { %><small><bdi><%= place %></bdi></small><% }) %></li>
<% }) %>
</ul>
</section>
<% } %>
`,
    'policy': `<section aria-labelledby="h-policy">
<h2 id="h-policy">Policy</h2>
<% it.policies.forEach(({ folder, policy }) => { %>
<% if (folder !== '') { %><h3 class="of-project"><bdi><%= folder %></bdi></h3><% } %>
<% if (!policy) { %>
<p class="none">The policy was not recorded with this run.</p>
<% } else { %>
<p>What the files were held against. Its hash covers every rule’s text, every option, the presets, plugins, overrides, settings and files below.</p>
<p class="hash"><code><%= policy.sha256 %></code></p>
<h3>Rules in force</h3>
<div class="wide" tabindex="0" role="region" aria-label="Rules in force"><table class="in-force">
<thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">Options</th><th scope="col">Text</th></tr></thead>
<tbody>
<% policy.rules.forEach((rule) => { %>
<tr><th scope="row"><span class="id"><%= rule.id %></span></th><td><%= rule.severity %></td><td><% rule.options.forEach((option) => { %><code class="option"><%= option.name %>: <%= option.value %></code><% }) %></td><td><bdi class="path"><%= rule.source.id %></bdi> <code class="sha"><%= rule.source.sha256 %></code></td></tr>
<% }) %>
</tbody>
</table></div>
<h3>What it is made of</h3>
<dl class="parts">
<% policy.presets.forEach((preset) => { %><div><dt>Preset</dt><dd><bdi><%= preset.id %></bdi> <code class="sha"><%= preset.sha256 %></code></dd></div><% }) %>
<% policy.plugins.forEach((plugin) => { %><div><dt>Plugin</dt><dd><bdi><%= plugin.name %> <%= plugin.version %></bdi> <code class="sha"><%= plugin.sha256 %></code></dd></div><% }) %>
<% policy.files.forEach((file) => { %><div><dt>File</dt><dd><bdi class="path"><%= file.id %></bdi><% if (file.sha256 !== '') { %> <code class="sha"><%= file.sha256 %></code><% } %></dd></div><% }) %>
<% policy.overrides.forEach((override) => { %><div><dt>Override</dt><dd><code><%= override %></code></dd></div><% }) %>
<% policy.settings.forEach((setting) => { %><div><dt>Setting</dt><dd><code><%= setting.name %>: <%= setting.value %></code></dd></div><% }) %>
</dl>
<% if (policy.texts.length > 0) { %>
<p class="none">The texts of rules, presets and documents stand in the annex; files whose name is their SHA-256 are given it once.</p>
<% } %>
<% } %>
<% }) %>
</section>
`,
    'projects': `<% if (it.projects.length > 0) { %>
<section aria-labelledby="h-projects">
<h2 id="h-projects">Projects</h2>
<div class="wide" tabindex="0" role="region" aria-label="Projects"><table class="projects">
<thead><tr><th scope="col">Project, config, SHA-256</th><th scope="col">Conformance</th><th scope="col">Judged</th><th scope="col">Found</th><th scope="col">Policy, SHA-256</th></tr></thead>
<tbody>
<% it.projects.forEach((project) => { %>
<tr><th scope="row"><bdi class="path"><%= project.folder %></bdi><span class="title"><bdi><%= project.config %></bdi></span><% if (project.configHash !== '') { %><code class="sha"><%= project.configHash %></code><% } %></th><td class="standing <%= project.state %>"><%= project.verdict %></td><td><%= project.judged %></td><td><%= project.tally %></td><td><code class="sha"><%= project.policyHash %></code></td></tr>
<% }) %>
</tbody>
</table></div>
</section>
<% } %>
`,
    'results': `<section aria-labelledby="h-rules">
<h2 id="h-rules">Results by rule</h2>
<div class="wide" tabindex="0" role="region" aria-label="Results by rule"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col" class="n">Passed</th><th scope="col" class="n">Failed</th><th scope="col" class="n">Not judged</th><th scope="col" class="n">Did not apply</th><th scope="col" class="chart">Share</th></tr></thead>
<tbody>
<% it.rules.forEach((rule) => { %>
<tr><th scope="row"><span class="id"><%= rule.id %></span><span class="title"><bdi><%= rule.title %></bdi></span></th><td><%= rule.word %></td><td class="n"><%= rule.counts.pass %></td><td class="n<%= rule.counts.fail > 0 ? ' fail' : '' %>"><%= rule.counts.fail %></td><td class="n<%= rule.counts.inconclusive > 0 ? ' inconclusive' : '' %>"><%= rule.counts.inconclusive %></td><td class="n"><%= rule.counts.skip %></td><td class="chart"><%~ include('@bar', { parts: rule.bar, label: rule.counts.pass + ' passed, ' + rule.counts.fail + ' failed, ' + rule.counts.inconclusive + ' not judged, ' + rule.counts.skip + ' did not apply', big: false }) %></td></tr>
<% }) %>
</tbody>
</table></div>
</section>
<section aria-labelledby="h-findings">
<h2 id="h-findings">Findings</h2>
<% if (it.findings.length === 0) { %>
<p class="none">None.</p>
<% } else { %>
<%~ include('@findings', { rows: it.findings, by: false, name: 'Findings' }) %>
<% } %>
</section>
`,
    'signoff': `<div class="signoff" role="group" aria-labelledby="h-signoff">
<h2 id="h-signoff">Sign-off</h2>
<div class="lines">
<% it.signers.forEach((signer) => { %>
<div><span><%= signer.part %><% if (signer.name !== '') { %>: <b><bdi><%= signer.name %></bdi></b><% } %></span><span>Signature</span><span>Date</span></div>
<% }) %>
</div>
</div>
`,
    'verify': `<section class="verify" aria-labelledby="h-verify">
<h2 id="h-verify">How to verify</h2>
<p>Signed for the report with the digest <code class="whole"><%= it.digest %></code></p>
<p>This page carries its data. <code>listing-lint audit verify REPORT.html FOLDER --digest DIGEST</code> tells whether the page was changed, and names every file, rule and option that has changed since it was made.</p>
<p class="foot">Made by <%= it.tool %>. The page stands alone: it loads nothing and runs no script.</p>
</section>
`,
  },
  style: `.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem}.copies-chart{min-width:0;padding:.9rem 1.1rem .8rem;border:1px solid var(--line);border-radius:6px;background:var(--sheet)}.copies-chart .chart-name{font:600 1.1rem / 1.3 var(--serif)}.over-time{margin-top:.7rem}.over-time .area{fill:var(--info);opacity:.13}.over-time .line{fill:none;stroke:var(--info);stroke-width:2}.over-time .now{fill:var(--info);stroke:var(--sheet);stroke-width:1.5}.over-time .zero{stroke:var(--quiet);stroke-width:1}.over-time .fresh{fill:var(--error)}.over-time .back{fill:var(--warn)}.over-time .gone{fill:var(--pass)}.copies-chart .key{margin-top:.3rem;color:var(--quiet);font-size:.8rem}.copies-chart .key span{margin-right:.9rem;white-space:nowrap}.copies-chart .key span:before{content:"";display:inline-block;width:.65em;height:.65em;margin-right:.35em;background:currentcolor}.copies-chart .key .unit:before{content:none}.copies-chart .key .up:before{height:2px;margin-bottom:.22em;background:var(--info)}.copies-chart .key .fresh:before{background:var(--error)}.copies-chart .key .back:before{background:var(--warn)}.copies-chart .key .gone:before{background:var(--pass)}.copies-chart .key .taken:before{border-radius:50%;background:var(--pass)}.copies-chart .key .open:before{border:1.5px solid var(--error);border-radius:50%;background:none}.copies-chart .key .median:before{width:0;height:.9em;border-left:2px solid var(--ink);vertical-align:-.1em}.copies-chart details{margin-top:.4rem;font-size:.87rem}.copies-chart summary{width:fit-content;color:var(--quiet);cursor:pointer}.takedowns{margin-top:.6rem}.takedowns .row p{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 .8rem;font-size:.87rem}.takedowns svg{display:block;overflow:visible}.takedowns .axis{stroke:var(--line)}.takedowns .median{stroke:var(--ink);stroke-width:1.5}.takedowns .taken{fill:var(--pass);stroke:var(--sheet);stroke-width:.75}.takedowns .open{fill:var(--sheet);stroke:var(--error);stroke-width:1.5}.takedowns .scale text{fill:var(--quiet);font:11px var(--sans);font-variant-numeric:tabular-nums}.docket{margin-bottom:1.6rem}.docket small,.timeline small{color:var(--quiet);font-size:.87em}.docket .quiet,.timeline .quiet{color:var(--quiet);font-size:.87rem}.docket-figures{display:flex;flex-wrap:wrap;gap:.7rem 2.6rem;margin-bottom:1.2rem}.docket-figures dt{color:var(--quiet);font-size:.8rem}.docket-figures dd{font:600 1.25rem / 1.25 var(--serif);font-variant-numeric:lining-nums tabular-nums;overflow-wrap:anywhere}.docket-figures dd span{display:block}.docket-figures small{font:.87rem var(--sans)}.docket-table{width:100%;border-collapse:collapse;font-size:.93rem;line-height:1.4}.docket-table caption{padding-bottom:.5rem;color:var(--quiet);font-size:.8rem;text-align:start}.docket-table :is(th,td){padding:.5rem 1.2rem .5rem 0;border-top:1px solid var(--line);font-weight:400;text-align:start;vertical-align:top;overflow-wrap:anywhere}.docket-table thead th{padding-top:0;border-top:0;color:var(--quiet);font-size:.8rem}.docket-table :is(.case a,.case>bdi){font-weight:600}.docket-table :is(.case,.until,.step,.sum) small{display:block}.docket-table .case{width:26%}.docket-table .sum{width:17%;padding-right:0;font-variant-numeric:tabular-nums;text-align:end}.dues li{display:grid;grid-template-columns:12.5rem minmax(0,1fr);gap:0 1rem}.dues li+li{margin-top:.3rem}.dues .until small{text-wrap:balance}.dues .until{font-variant-numeric:tabular-nums}.dues .at-past b{color:var(--error)}.dues :is(.at-due-soon,.at-unknown) b{color:var(--warn)}.dues .at-open b{font-weight:400}.docket>.quiet{margin-top:.6rem}.docket>.quiet+.quiet{margin-top:0}.standings{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr));gap:1rem 2.4rem;margin-top:1.2rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.93rem;overflow-wrap:anywhere}.standings .words{font-variant-numeric:tabular-nums}.standings .is-last .words{color:var(--error);font-weight:600}.ladder{display:block;overflow:visible}.ladder-whole{fill:var(--line)}.ladder-reached{fill:var(--warn)}.is-last .ladder-reached{fill:var(--error)}.ladder-step{fill:var(--quiet);transform:translate(-2px)}@media screen and (max-width:48rem){.docket-table,.docket-table :is(tbody,tr,th,td,caption){display:block;width:auto}.docket-table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.docket-table :is(tbody th,td,.case,.sum){width:auto;padding:0 0 .35rem;border:0}.docket-table tbody tr{padding-top:.6rem;border-top:1px solid var(--line)}.docket-table .sum{text-align:start}.docket-table .sum:before{content:"At stake ";color:var(--quiet)}.docket-table .sum small{display:inline}.dues li{grid-template-columns:7.5rem minmax(0,1fr);gap:0 .7rem}}@media print{.docket-table tr,.standings li{break-inside:avoid}.ladder{-webkit-print-color-adjust:exact;print-color-adjust:exact}}.timeline{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .8rem;margin:.7rem 0 .9rem}.timeline .lanes{display:grid;grid-auto-rows:36px;align-content:start;padding-top:8px;color:var(--quiet);font-size:.8rem;line-height:1}.timeline .lanes span{padding-top:19px}.plot{container-type:inline-size}.plot>svg{display:block;overflow:visible}.plot text{fill:var(--quiet);font:11px var(--sans);font-variant-numeric:tabular-nums}.plot .ahead{fill:var(--well);opacity:.55}.plot .tick line{stroke:var(--line);stroke-width:1}.plot .lane{stroke:var(--line);stroke-width:1}.plot .today{stroke:var(--ink);stroke-width:1.5}.plot .happened{fill:var(--quiet);stroke:var(--paper);stroke-width:1.5}.plot .happened.by-us{fill:var(--ink)}.plot .happened.by-platform{fill:var(--info)}.plot .running{stroke:currentcolor;stroke-width:3;opacity:.3}.plot .range{stroke:currentcolor;stroke-width:3}.plot .end{fill:var(--paper);stroke:currentcolor;stroke-width:2}.plot .due.at-met .end,.plot .due.at-past .end{fill:currentcolor}.due.at-met{color:var(--pass)}.due.at-open{color:var(--ink)}.due.at-due-soon,.due.at-unknown{color:var(--warn)}.due.at-past{color:var(--error)}.plot .label.at-past{fill:var(--error);font-weight:600}.plot .label:is(.at-due-soon,.at-unknown){fill:var(--warn);font-weight:600}.plot .label.at-event{fill:var(--ink)}.plot .label{display:none}@container (min-width: 240px){.plot .label.small{display:inline}}@container (max-width: 480px){.plot .tick.odd text{display:none}}@container (min-width: 560px){.plot .label.medium{display:inline}}@container (min-width: 860px){.plot .label.large{display:inline}}.timeline .key{grid-column:2;color:var(--quiet);font-size:.8rem}.timeline .key span{display:inline-block;margin-left:.9rem}.timeline .key .now{width:0;height:.9em;margin-left:0;border-left:2px solid var(--ink);vertical-align:-.1em}.timeline .key .dot-key{width:.6em;height:.6em;border-radius:50%;background:var(--ink)}.timeline .key .due-key{width:.55em;height:.55em;border:2px solid var(--ink);rotate:45deg}.timeline .days{grid-column:1 / -1;margin-top:.4rem;font-size:.87rem}.timeline .days summary{width:fit-content;color:var(--quiet);cursor:pointer}.timeline .days table{width:100%;margin-top:.3rem;border-collapse:collapse;font-size:inherit}.timeline .days :is(th,td){padding:.25rem 1rem .25rem 0;border-top:1px solid var(--line);font-weight:400;text-align:start;vertical-align:top;overflow-wrap:anywhere}.timeline .days thead th{border-top:0;color:var(--quiet);font-size:.92em}.timeline .days .when{width:7.5rem;font-variant-numeric:tabular-nums}.timeline .days td:nth-child(2){width:8rem}.timeline .days :is(.at-past,.at-due-soon,.at-unknown) .when{font-weight:600}.timeline .days .at-past .when{color:var(--error)}.timeline .days :is(.at-due-soon,.at-unknown) .when{color:var(--warn)}@media screen and (max-width:48rem){.timeline{gap:0 .5rem}}@media print{.plot{break-inside:avoid}.plot,.timeline .key{-webkit-print-color-adjust:exact;print-color-adjust:exact}.timeline .days::details-content{display:block;content-visibility:visible}.timeline .days summary{display:none}}:root{color-scheme:light dark;--paper: light-dark(#f6f4ef, #161512);--sheet: light-dark(#fffdf9, #1f1e1a);--well: light-dark(#ece8df, #2a2823);--ink: light-dark(#211f1b, #ece8df);--quiet: light-dark(#676055, #a9a294);--line: light-dark(#dcd6ca, #37342d);--error: light-dark(#a8281b, #ff9385);--warn: light-dark(#855800, #e7b650);--info: light-dark(#2b5a85, #8fbde6);--pass: light-dark(#2f6846, #86c79f);--mark: light-dark(#0b7d5b, #3ddba4);--focus: light-dark(#1f5fbf, #8ab6ff);--serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Charter, Georgia, "Liberation Serif", serif;--sans: Inter, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif;--mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "Liberation Mono", monospace}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}*{box-sizing:border-box}html{font:15px / 1.5 var(--sans);background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}body{margin:0}h1,h2,h3,p,ul,dl,dd,figure{margin:0;padding:0}ul{list-style:none}h1,h2{font-family:var(--serif);font-weight:600;line-height:1.15;font-variant-numeric:lining-nums;text-wrap:balance}code{font:.86em / 1.4 var(--mono);overflow-wrap:anywhere}a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.2em}a:hover{text-decoration-color:currentcolor}:focus-visible{outline:2px solid var(--focus);outline-offset:2px}[hidden]{display:none!important}.dot{display:inline-block;flex:none;width:.62em;height:.62em;border-radius:50%;background:var(--quiet)}.dot.error{background:var(--error);border-radius:0}.dot.warn{background:var(--warn);clip-path:polygon(50% 0,100% 100%,0 100%);border-radius:0}.dot.info{background:var(--info)}.dot.unknown{background:none;border:1.5px dashed var(--quiet)}:root{--fail: var(--error);--skip: light-dark(#c9c2b4, #4a463d)}body{padding:0 clamp(1rem,4vw,3rem) 4rem}main{max-width:62rem;margin:0 auto}.cover{padding:2.2rem 0 1rem}.brand{color:var(--quiet);font-size:.87rem}.kind{margin-top:1.8rem;font:italic 1.15rem / 1.3 var(--serif);color:var(--quiet)}h1{font-size:clamp(1.9rem,4.5vw,3rem);letter-spacing:-.015em;padding:.15rem 0 .5rem}h1.conforms,td.conforms,.used{color:var(--pass)}h1.fails,td.fails,.reasons .error b,td.fail,.files .fail,.findings td.error,td.expired{color:var(--fail)}h1.reserved,td.reserved,.reasons .warn b,td.inconclusive,.files .inconclusive,.findings td.warn,td.unused{color:var(--warn)}.reasons .info b,.findings td.info{color:var(--info)}.sentence{font-size:1.05rem;max-width:60ch}.reasons{margin-top:.9rem;max-width:75ch}.reasons li{padding:.2rem 0 .2rem .9rem;border-left:3px solid var(--line);overflow-wrap:anywhere}.reasons .error{border-left-color:var(--error)}.reasons .warn{border-left-color:var(--warn)}.reasons .info{border-left-color:var(--info)}.bar{display:block;width:100%;height:.6rem}.bar.big{height:1rem;margin:1.5rem 0 .8rem}.bar .pass{fill:var(--pass)}.bar .fail{fill:var(--fail)}.bar .inconclusive{fill:var(--warn)}.bar .skip{fill:var(--skip)}.totals{display:flex;flex-wrap:wrap;gap:.4rem 2.2rem}.totals div{display:flex;flex-direction:row-reverse;gap:.45rem;align-items:baseline}.totals dd{font:600 1.35rem / 1.2 var(--serif);font-variant-numeric:lining-nums tabular-nums}.totals dt{font-size:.87rem}.totals .pass dd{color:var(--pass)}.totals .fail dd{color:var(--fail)}.totals .inconclusive dd{color:var(--warn)}.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.9rem 2rem;margin-top:1.8rem;padding-top:1.2rem;border-top:1px solid var(--line);font-size:.87rem}.facts dt,.parts dt{color:var(--quiet)}.facts dd{overflow-wrap:anywhere}.facts .code{grid-column:1 / -1}.facts .digest{grid-column:1 / -1;border:1px solid var(--line);padding:.6rem .9rem;background:var(--sheet)}.facts .digest code{font-size:.95rem}.notes{margin-top:1.2rem;padding-left:.9rem;border-left:2px solid var(--line);color:var(--quiet);font-size:.87rem}section{padding-top:2.4rem}h2{font-size:1.5rem;padding-bottom:.7rem}h3{font-size:.95rem;padding:1.2rem 0 .4rem;overflow-wrap:anywhere}.none{color:var(--quiet)}.wide{overflow-x:auto}.signoff h2{margin-top:1.2rem}.parts.wider div{grid-template-columns:11rem minmax(0,1fr)}h3.open{color:var(--warn)}.marked{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.9rem .8rem;padding:.4rem 0 0}.marked li{font-size:.75rem;overflow-wrap:anywhere;break-inside:avoid}.marked .frame{position:relative;display:inline-block;max-width:100%}.marked img{display:block;max-width:100%;max-height:8rem}.marked svg{position:absolute;inset:0;width:100%;height:100%}.marked rect{fill:none;stroke:var(--error);stroke-width:2px;vector-effect:non-scaling-stroke}.marked :is(.path,small){display:block}.marked small{color:var(--quiet)}@media print{.annex{break-before:page}.texts{columns:2;column-gap:1.2rem}.annex pre{font-size:5.6pt;line-height:1.25;padding:.3rem .5rem;margin:0 0 .3rem}.annex .text summary{font-size:7pt;break-after:avoid}.cover h1{font-size:1.6rem}.cover .kind{margin-top:.3rem}.cover .reasons li{padding-block:.02rem;font-size:8pt}.cover .reasons{max-width:none}.cover .facts{margin-top:.7rem;padding-top:.6rem;gap:.35rem 1.2rem;font-size:8pt}.cover .lines{padding:0}.cover .lines div{padding-top:1.5rem}.signoff h2{margin-top:.4rem}table.files{font-size:7.2pt}table.files .sha{font-size:6pt}table.files :is(th,td){padding-block:.1rem}table.in-force{font-size:7pt}table.in-force .sha{font-size:5.6pt}table.in-force :is(th,td){padding-block:.12rem}table.findings{font-size:8pt}table.findings :is(th,td){padding-block:.2rem}.marked{grid-template-columns:repeat(6,minmax(0,1fr))}}table{width:100%;border-collapse:collapse;font-size:.87rem;line-height:1.4}th,td{padding:.4rem 1rem .4rem 0;text-align:start;vertical-align:top;font-weight:400;border-top:1px solid var(--line)}th:last-child,td:last-child{padding-right:0}thead th{border-top:0;padding-top:0;color:var(--quiet);font-size:.8rem;vertical-align:bottom}.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}.chart{width:18%;min-width:7rem}td.chart{padding-top:.65rem}.id{font-weight:600;display:block;overflow-wrap:anywhere}.title,small{color:var(--quiet);font-size:inherit}.path{overflow-wrap:anywhere}.option{display:block}.sha{color:var(--quiet);font-size:.75rem;overflow-wrap:anywhere}.group{content-visibility:auto;contain-intrinsic-size:auto 20rem}.files{table-layout:fixed}.files thead th:first-child{width:40%}.files thead th:nth-child(2){width:10%}.files thead th:nth-child(3){width:9%}.in-force{table-layout:fixed}.in-force th:first-child{width:20%}.in-force th:nth-child(2){width:8%}.in-force th:nth-child(3){width:40%}.in-force code{overflow-wrap:anywhere}.findings{table-layout:fixed}.findings th:first-child{width:10%}.findings th:nth-child(2){width:28%}.findings th:nth-child(4){width:17%}.findings th:nth-child(5){width:10%}.findings td{overflow-wrap:anywhere}.files .sha,.files td span{display:block}.files td{overflow-wrap:anywhere}@media screen and (max-width:40rem){:is(.findings,.files,.in-force) thead{position:absolute;clip-path:inset(50%)}:is(.findings,.files,.in-force) :is(tbody,tr,th,td){display:block;text-align:start}:is(.findings,.files,.in-force) tr{padding:.5rem 0;border-top:1px solid var(--line)}:is(.findings,.files,.in-force) tbody :is(th,td){width:auto;padding:.05rem 0;border:0}.in-force tbody th:first-child{width:auto}.wide>table:not(.findings,.in-force){min-width:44rem}.parts.wider div{grid-template-columns:8rem minmax(0,1fr)}}.skip{color:var(--quiet)}.hash{padding-top:.4rem}.parts div{display:grid;grid-template-columns:6rem minmax(0,1fr);padding:.25rem 0;font-size:.87rem}.parts dd{overflow-wrap:anywhere}.text summary{cursor:pointer;padding:.25rem 0;font-size:.87rem}pre{margin:.2rem 0 .8rem;padding:.8rem 1rem;background:var(--sheet);border:1px solid var(--line);font:.78rem / 1.5 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere}.lines{padding:.4rem 0 .8rem}.lines div{display:grid;grid-template-columns:1.4fr 1.4fr 1fr;gap:2rem;padding-top:3.2rem}.lines span{border-top:1px solid var(--ink);padding-top:.25rem;font-size:.8rem;color:var(--quiet)}.foot{padding-top:1.6rem;color:var(--quiet);font-size:.8rem}@media print{@page{size:A4;margin:18mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}}:root{color-scheme:light!important;--paper: #fff;--sheet: #fff}html{font-size:9.5pt}body{padding:0}.cover{padding-top:0}.wide{overflow:visible}tr,.lines,.digest{break-inside:avoid}thead{display:table-header-group}h2,h3{break-after:avoid}.signoff{break-inside:avoid}.bar{-webkit-print-color-adjust:exact;print-color-adjust:exact}.group{content-visibility:visible}.text::details-content{display:block;content-visibility:visible}}.projects th>:is(.path,.title,.sha){display:block}.of-project{font-size:1.15rem;margin-top:2rem;padding-top:.6rem;border-top:2px solid var(--ink)}@media print{.parts:not(.wider){font-size:7.5pt;line-height:1.3}.parts:not(.wider) div{margin:0;padding-block:.05rem}}.copies-totals{margin:.8rem 0 1rem}.copies caption{padding-bottom:.3rem;color:var(--quiet);font-size:.87rem;text-align:start}.copies{margin-bottom:1.4rem}.copies td{overflow-wrap:anywhere}.copies td:first-child,.copies .ours{width:34%}.copies small{display:block;color:var(--quiet)}.copies .ours img{float:left;max-width:4.5rem;max-height:3.6rem;margin-right:.7rem}.copies .ours span{display:block;overflow:hidden}.copies .when{white-space:nowrap}.copies tr{break-inside:avoid}.charts{margin-bottom:1.4rem}@media print{.copies-chart{break-inside:avoid;-webkit-print-color-adjust:exact;print-color-adjust:exact}.copies-chart details{display:none}}`,
  script: ``,
} as const;
