/** What somebody's page has around the widget. */
export interface HostPage {
  /** Attributes of `<html>`. */
  html?: string;
  /** Before the widget's script. */
  head?: string;
  body?: string;
  /** Attributes of the script tag, each way the page loads it; default one without any. */
  tags?: readonly string[];
}

/** Enough around the widget that styles and scripts of a page have something to do. */
const ARTICLE = `<h1>A page of somebody else’s</h1><p>With text, a <a href="#a">link</a> and a
  <button type="button">button</button>.</p><div></div>`;

/** A page of somebody else's that carries the widget of the service at `service`. */
export function hostPage(
  service: string,
  { html = 'lang="en"', head = '', body = ARTICLE, tags = [''] }: HostPage = {},
): string {
  const scripts = tags.map((tag) => `<script async src="${service}/widget.js" ${tag}></script>`);
  return `<!doctype html><html ${html}><head><meta charset="utf-8"><title>Host</title>${head}</head>
    <body>${body}${scripts.join('')}</body></html>`;
}
