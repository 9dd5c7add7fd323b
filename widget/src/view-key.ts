/** Where a tab keeps its view of one site's widget; the loader reads it, the core writes it. */
export const viewKey = (site: string): string => `roomlet:view:${site}`;

/** Whether a kept view had its panel open, or was in a room behind a shut one. */
export function isWanted(kept: string | null): boolean {
  // The loader counts its bytes, and what is null says neither.
  return /"open":true|"code":/.test(kept as string);
}
