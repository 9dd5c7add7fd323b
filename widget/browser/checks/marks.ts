/**
 * Runs in the page: whether icons and the borders of fields stand out by 3:1 from what they lie on,
 * which axe measures for text only. What is switched off is exempt.
 */
export function marks(): string[] {
  const root = document.querySelector('roomlet-widget')?.shadowRoot;
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!root || !context) return ['There is no widget.'];

  /** The colour on top, with what is under it showing through. */
  const paint = (...colours: string[]): number => {
    context.fillStyle = matchMedia('(prefers-color-scheme: dark)').matches ? '#000' : '#fff';
    context.fillRect(0, 0, 1, 1);
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    const linear = (value = 0) =>
      value <= 10.3 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const under = (element: Element | null): string[] => {
    const layers: string[] = [];
    for (let layer = element; layer; layer = layer.parentElement)
      layers.unshift(getComputedStyle(layer).backgroundColor);
    return layers;
  };
  const ratio = (one: number, other: number) =>
    (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

  const problems: string[] = [];
  const judge = (element: Element, what: string, colour: string, ground: string[]) => {
    const found = ratio(paint(...ground), paint(...ground, colour));
    if (found < 3)
      problems.push(`${what} of ${found.toFixed(2)}:1: .${element.getAttribute('class')}`);
  };
  const isOff = (element: Element) => element.closest('[aria-disabled=true], :disabled, [inert]');
  for (const icon of root.querySelectorAll('svg')) {
    const style = getComputedStyle(icon);
    if (isOff(icon) || !icon.checkVisibility({ opacityProperty: true }) || style.stroke === 'none')
      continue;
    judge(icon.parentElement ?? icon, 'an icon', style.stroke, under(icon));
  }
  for (const field of root.querySelectorAll('.input, .composer')) {
    if (!isOff(field))
      judge(field, 'a border', getComputedStyle(field).borderTopColor, under(field.parentElement));
  }
  return problems;
}
