// Steers the widget beside it as a site's own page would: by calls, and by custom properties.
const COLOURS = {
  bg: ['Background', '#ffffff', '#14171c'],
  surface: ['Surface', '#f5f6f8', '#1b1f26'],
  raised: ['Raised', '#eceef2', '#262b34'],
  text: ['Text', '#15181e', '#eef1f5'],
  'text-muted': ['Quiet text', '#59616e', '#a3acba'],
  line: ['Lines', '#dfe3e9', '#2e343e'],
  'field-border': ['Field borders', '#7d8693', '#6b7585'],
  accent: ['Accent', '#3757e6', '#7c95ff'],
  'bubble-own': ['Own bubbles', '#3757e6', '#3f5bd8'],
  'bubble-other': ['Others’ bubbles', '#eef1f6', '#242a33'],
};
const PRESETS = {
  Roomlet: {},
  Forest: { accent: '#1f7a4d', radius: 14 },
  Sunset: { accent: '#d1495b', radius: 28 },
  Grape: { accent: '#7b2cbf', radius: 20 },
  Sun: { accent: '#ffd400', radius: 8 },
  Paper: {
    accent: '#7a4b1e',
    radius: 4,
    theme: 'light',
    font: "Georgia, 'Times New Roman', serif",
    colours: { bg: '#fffaf0', surface: '#f6eedf', raised: '#eee2cc', 'bubble-other': '#f3e9d8' },
  },
};
const DEFAULT_RADIUS = '20';

const form = document.querySelector('#look');
const snippet = document.querySelector('#snippet');
const said = document.querySelector('#said');
const dark = matchMedia('(prefers-color-scheme: dark)');
const fields = form.elements;
/** Colours that were chosen, by their token; all others are the theme's. */
const chosen = new Map();
let corner;

// Works before the loader has run, too: calls made early wait in a queue.
if (!(window.Roomlet instanceof Function))
  window.Roomlet = Object.assign((...call) => window.Roomlet.q.push(call), { q: [] });

const isDark = () =>
  fields.theme.value === 'dark' || (fields.theme.value === 'auto' && dark.matches);
const colourField = (token) => fields[token === 'accent' ? 'accent' : `colour-${token}`];

/** The choices as the page would write them: attributes of the tag, and custom properties. */
function written() {
  const { theme, lang, mode, radius, font } = fields;
  const attributes = [];
  if (mode.value !== 'popup') attributes.push(`data-mode="${mode.value}"`);
  if (theme.value !== 'auto') attributes.push(`data-theme="${theme.value}"`);
  if (chosen.has('accent')) attributes.push(`data-accent="${chosen.get('accent')}"`);
  if (lang.value !== 'en') attributes.push(`data-lang="${lang.value}"`);
  const properties = [...chosen].filter(([token]) => token !== 'accent');
  if (radius.value !== DEFAULT_RADIUS) properties.push(['radius', `${radius.value}px`]);
  if (font.value) properties.push(['font', font.value]);
  return { attributes, properties };
}

function draw() {
  const { attributes, properties } = written();
  const { style } = document.documentElement;
  for (const token of [...Object.keys(COLOURS), 'radius', 'font']) {
    style.removeProperty(`--roomlet-${token}`);
  }
  for (const [token, value] of properties) style.setProperty(`--roomlet-${token}`, value);
  for (const [token, [, light, night]] of Object.entries(COLOURS)) {
    const field = colourField(token);
    field.value = chosen.get(token) ?? (isDark() ? night : light);
    field.parentElement.classList.toggle('set', chosen.has(token));
  }
  window.Roomlet('theme', fields.theme.value);
  window.Roomlet('accent', chosen.get('accent'));
  window.Roomlet('lang', fields.lang.value);
  showInCorner();
  const tag = ['<script async', `src="${location.origin}/widget.js"`, ...attributes].join(' ');
  const lines = properties.map(([token, value]) => `  --roomlet-${token}: ${value};`);
  const rules = lines.length ? ['<style>', ':root {', ...lines, '}', '</style>'] : [];
  snippet.textContent = [...rules, `${tag}></script>`].join('\n');
}

/** The widget in the corner is one of its own, beside the preview, once its element is known. */
async function showInCorner() {
  if (fields.mode.value !== 'popup') {
    corner?.remove();
    corner = undefined;
    return;
  }
  await customElements.whenDefined('roomlet-chat');
  if (fields.mode.value !== 'popup') return;
  corner ??= Object.assign(document.createElement('roomlet-chat'), { id: 'corner' });
  const accent = chosen.get('accent');
  corner.setAttribute('site', 'corner');
  corner.setAttribute('theme', fields.theme.value);
  corner.setAttribute('lang', fields.lang.value);
  if (accent) corner.setAttribute('accent', accent);
  else corner.removeAttribute('accent');
  if (!corner.isConnected) document.body.append(corner);
}

for (const [token, [name]] of Object.entries(COLOURS)) {
  if (token === 'accent') continue;
  const label = document.createElement('label');
  const field = document.createElement('input');
  label.className = 'line';
  field.type = 'color';
  field.name = `colour-${token}`;
  label.append(name, field);
  document.querySelector('#colours').append(label);
}
for (const [name, look] of Object.entries(PRESETS)) {
  const button = document.createElement('button');
  const swatch = document.createElement('i');
  button.type = 'button';
  swatch.style.setProperty('--swatch', look.accent ?? '#3757e6');
  button.append(swatch, name);
  button.addEventListener('click', () => {
    chosen.clear();
    if (look.accent) chosen.set('accent', look.accent);
    for (const [token, value] of Object.entries(look.colours ?? {})) chosen.set(token, value);
    fields.radius.value = look.radius ?? DEFAULT_RADIUS;
    fields.font.value = look.font ?? '';
    if (look.theme) fields.theme.value = look.theme;
    draw();
  });
  document.querySelector('#presets').append(button);
}

form.addEventListener('input', ({ target }) => {
  const token = target.name.replace('colour-', '');
  if (target.type === 'color') chosen.set(token, target.value);
  draw();
});
form.addEventListener('reset', () => {
  chosen.clear();
  // The fields have their first values only after this event.
  setTimeout(draw);
});
dark.addEventListener('change', draw);
document.querySelector('#copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(snippet.textContent);
    said.textContent = 'Copied';
  } catch {
    // Without https there is no clipboard: leave it selected, to be copied by hand.
    getSelection().selectAllChildren(snippet);
    said.textContent = 'Selected, ready to be copied';
  }
});
draw();
