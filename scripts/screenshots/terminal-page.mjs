// A terminal's output as a page: the few escapes that the text report uses, as colours.
const CLASSES = { 1: 'bold', 2: 'dim', 4: 'line', 31: 'red', 32: 'green', 33: 'yellow', 34: 'blue' };
const ENDS = { 22: ['bold', 'dim'], 24: ['line'], 39: ['red', 'green', 'yellow', 'blue'] };

/** One `ESC [ n m`. */
const SGR = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`);

const escapeHtml = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const coloured = (text) => {
  let on = [];
  return text
    .split(SGR)
    .map((part, index) => {
      if (index % 2 === 0) return part === '' ? '' : `<span class="${on.join(' ')}">${escapeHtml(part)}</span>`;
      const code = Number(part);
      if (code === 0) on = [];
      else if (CLASSES[code]) on = [...on, CLASSES[code]];
      else on = on.filter((name) => !(ENDS[code] ?? []).includes(name));
      return '';
    })
    .join('');
};

export const terminalPage = (command, text) => `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #17191e; }
pre { display: inline-block; margin: 0; padding: 22px 26px; font: 13px/1.5 ui-monospace, "JetBrains Mono", "Liberation Mono", monospace; font-variant-ligatures: none; color: #d7dae0; background: #17191e; }
.prompt { color: #7f8794; } .bold { font-weight: 700; } .dim { color: #8b93a1; } .line { text-decoration: underline; text-underline-offset: 3px; }
.red { color: #ff7b72; } .green { color: #7ee787; } .yellow { color: #e3b341; } .blue { color: #79c0ff; }
</style><pre><span class="prompt">$</span> ${escapeHtml(command)}

${coloured(text).replace(/\n+(<\/span>)?$/, '$1')}</pre>`;
