import type { Page } from 'playwright-core';

/** What a page's styles could change in the look of any element. */
const STYLES = [
  'color',
  'backgroundColor',
  'borderWidth',
  'borderRadius',
  'boxShadow',
  'opacity',
  'visibility',
  'cursor',
  'zIndex',
] as const;

/** And of one that has text in it. */
const TEXT_STYLES = [
  'font',
  'letterSpacing',
  'wordSpacing',
  'textTransform',
  'textAlign',
  'textIndent',
  'whiteSpace',
  'direction',
] as const;

/** Every element that the widget shows with its place, size and look, at rest: equal means it looks equal. */
export async function fingerprint(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ styles, textStyles }) => {
      const root = document.querySelector('roomlet-widget')?.shadowRoot;
      for (const animation of root?.getAnimations() ?? []) animation.finish();
      const elements = [...(root?.querySelectorAll('*') ?? [])];
      const shown = elements.filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 0 && height > 0;
      });
      return shown.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const hasText = element.textContent !== '' || element.matches('input, textarea');
        const style = getComputedStyle(element);
        const look = [...styles, ...(hasText ? textStyles : [])];
        return [
          `${element.localName}.${element.getAttribute('class') ?? ''}`,
          [x, y, width, height].map((n) => n.toFixed(1)).join(' '),
          ...look.map((name) => `${name}: ${style[name]}`),
        ].join('; ');
      });
    },
    { styles: STYLES, textStyles: TEXT_STYLES },
  );
}
