/** Where a tab keeps its view of one site's widget; the loader reads it, the core writes it. */
export const viewKey = (site: string | undefined): string => `roomlet:view:${site ?? ''}`;

/** Whether a kept view had its panel open. */
export function wasOpen(kept: string | null): boolean {
  return kept?.includes('"open":true') ?? false;
}
