/** Where the socket is and what it speaks; apart from the codec, so that clients need no zod for it. */
export const SUBPROTOCOL = 'roomlet.v1';
export const SOCKET_PATH = '/v1/socket';
