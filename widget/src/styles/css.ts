/** Marks style text, so that the build minifies it and editors colour it. */
export const css = String.raw;
