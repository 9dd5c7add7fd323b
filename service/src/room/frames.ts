import type { ClosedCode, Signal } from '@roomlet/sdk/protocol';

/** The pushes of a room, encoded once for however many read them. `room` is a canonical code. */

export function eventFrame(room: string, eventJson: string): string {
  return `{"type":"event","room":"${room}","event":${eventJson}}`;
}

export function signalFrame(room: string, signal: Signal): string {
  return JSON.stringify({ type: 'signal', room, signal });
}

const CLOSED_MESSAGE: Record<ClosedCode, string> = {
  left: 'You left this room in another tab.',
  kicked: 'A host removed you from this room.',
  banned: 'A host banned you from this room.',
  erased: 'This room has ended and was erased.',
  expired: 'Your seat in this room ended while you were away. Join again to come back.',
};

export function closedFrame(room: string, code: ClosedCode): string {
  return JSON.stringify({ type: 'closed', room, code, message: CLOSED_MESSAGE[code] });
}
