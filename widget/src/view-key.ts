/** Where a tab keeps its view of a site's widget, the site's name behind it; the loader reads it, the core writes it. */
export const VIEW = 'roomlet:view:';

/** A kept view that had its panel open, or was in a room behind a shut one. */
export const WANTED = /"open":true|"code":/;
