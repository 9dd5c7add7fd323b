import type { HttpRequest, HttpResponse } from 'uWebSockets.js';

/**
 * The visitor's address. Behind a proxy of one's own it is the entry that proxy added, the last;
 * anything before it is the visitor's own say.
 */
export function addressOf(res: HttpResponse, req: HttpRequest, trustProxy: boolean): string {
  if (trustProxy) {
    let forwarded = '';
    // Not getHeader, which gives the first line: some proxies add theirs as another one.
    req.forEach((name, value) => {
      if (name === 'x-forwarded-for') forwarded = value;
    });
    const last = forwarded.split(',').at(-1)?.trim();
    if (last) return last;
  }
  return Buffer.from(res.getRemoteAddressAsText()).toString();
}
