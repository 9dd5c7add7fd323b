/**
 * A property of the page's document, read past the page's own names: for `<img name="body">`,
 * `document.body` is that image, and so is any other property. A named element comes before all that
 * a document has, and even before the properties of its prototype, but not when they are asked there.
 */
export const documentOwn = <Name extends keyof Document>(name: Name): Document[Name] =>
  Reflect.get(Document.prototype, name, document);

/** Whether nothing has the focus. */
export const isFocusNowhere = (): boolean => documentOwn('activeElement') === documentOwn('body');

/** A new element of HTML, in the page's document. */
export const newElement = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
): HTMLElementTagNameMap[Name] => Document.prototype.createElement.call(document, name) as never;

declare global {
  interface HTMLElementTagNameMap {
    'roomlet-widget': HTMLElement;
  }
}
