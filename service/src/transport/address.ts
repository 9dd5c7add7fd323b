import type { HttpRequest, HttpResponse } from 'uWebSockets.js';

/**
 * The visitor's address. Behind a proxy of one's own it is the entry that proxy added, the last;
 * anything before it is the visitor's own say.
 */
export function addressOf(res: HttpResponse, req: HttpRequest, trustProxy: boolean): string {
  if (trustProxy) {
    const forwarded = req.getHeader('x-forwarded-for').split(',').at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  return Buffer.from(res.getRemoteAddressAsText()).toString();
}
