import { describe, expect, it } from 'vitest';
import { inviteLink, LINK, linkedRoom } from './invite.js';

const CODE = 'k7w-q2m-x9d';
const invite = (address: string, params?: string) =>
  inviteLink(`https://site.example${address}`, CODE, params).replace('https://site.example', '');

describe('an invite link', () => {
  it.each([
    '/account?reset_token=hunter2',
    '/account?reset_token=hunter2#access_token=abc&state=1',
    '/account?utm_source=mail&gclid=1&fbclid=2#reviews',
    '/account?room=old-old-old',
  ])('has the path of %s and nothing more of it', (address) => {
    expect(invite(address)).toBe(`/account#room=${CODE}`);
  });

  it('carries on the parameters that the site names, all their values, in the page’s order', () => {
    const address = '/shop?ref=a&token=1&lang=de&ref=b%26c&size=';
    expect(invite(address, 'lang, ref,size')).toBe(
      `/shop?ref=a&lang=de&ref=b%26c&size=#room=${CODE}`,
    );
  });

  it('never carries on an advertiser’s parameters, nor another room, named or not', () => {
    const address = '/shop?utm_source=mail&UTM_medium=x&gclid=1&fbclid=2&room=deluxe&lang=de';
    expect(invite(address, 'utm_source,UTM_medium,gclid,fbclid,room,lang')).toBe(
      `/shop?lang=de#room=${CODE}`,
    );
  });

  it.each([
    ['/#/product/42', '#/product/42'],
    ['/#!/product/42', '#!/product/42'],
    ['/#/product/42?token=1#part', '#/product/42'],
    ['/?token=1#/product/42&token=2', '#/product/42'],
    ['/#/access_token=abc&state=1', '#/access_token'],
    ['/#/', '#/'],
  ])('keeps the route of %s, and has its room before it', (address, route) => {
    expect(invite(address)).toBe(`/?room=${CODE}${route}`);
  });

  it('has named parameters, room and route in the order of an address', () => {
    expect(invite('/app?lang=de&token=1#/product/42', 'lang')).toBe(
      `/app?lang=de&room=${CODE}#/product/42`,
    );
  });

  it('has no name and password of the page’s server', () => {
    expect(inviteLink('https://ana:hunter2@site.example/shop', CODE)).toBe(
      `https://site.example/shop#room=${CODE}`,
    );
  });

  it.each(['/shop', '/#/product/42', '/shop?lang=de'])(
    'of %s leads back to its room',
    (address) => {
      expect(linkedRoom(invite(address, 'lang'))).toBe(CODE);
    },
  );
});

describe('an address', () => {
  it.each(['?room=k7w-q2m-x9d', '?x=1&room=K7WQ2MX9D&y=2', '#room=k7w%20q2m%E2%80%93x9d'])(
    'with %s is an invite link',
    (part) => {
      expect(LINK.test(`https://site.example/${part}`)).toBe(true);
    },
  );

  it.each(['', '?brooms=2#rooms', '?room=deluxe', '#room=12', '?room=k7w-q2m-x9d-more'])(
    'with %s is the page’s own',
    (part) => {
      expect(LINK.test(`https://site.example/${part}`)).toBe(false);
    },
  );
});
