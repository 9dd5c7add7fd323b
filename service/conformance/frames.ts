/**
 * The contract's shapes as an outside client would write them down from
 * docs/reference/protocol.md. On purpose not the SDK's: two readings that agree prove more.
 */
export interface Member {
  id: string;
  name: string;
  host?: boolean;
  verified?: boolean;
  avatar?: string;
}

export interface RoomEvent {
  seq: number;
  at: number;
  by: Member;
  kind: string;
  key?: string;
  text?: string;
  replyTo?: number;
  name?: string;
  action?: string;
  member?: string;
  target?: number;
  emoji?: string;
  on?: boolean;
  deleted?: boolean;
  title?: string;
  locked?: boolean;
  slow?: number;
  needsPassword?: boolean;
}

export interface Facts {
  code: string;
  title?: string;
  createdAt: number;
  needsPassword: boolean;
  locked: boolean;
  members: number;
}

export interface Signal {
  kind: string;
  member?: string | Member;
  on?: boolean;
  online?: number;
  seq?: number;
  members?: { id: string; online: boolean }[];
}

/** Any frame from the service; which fields it has follows from `type`. */
export interface Frame {
  type: string;
  id?: number;
  code?: string;
  message?: string;
  retryAfter?: number;
  room?: string;
  event?: RoomEvent;
  signal?: Signal;
  retryIn?: number;
  at?: number;
  heads?: Record<string, number>;
  seq?: number;
  duplicate?: boolean;
  [field: string]: unknown;
}

export interface Page {
  events: RoomEvent[];
  first: number;
  seq: number;
}

export interface EventsPage extends Page {
  epoch: string;
}

export interface Joined extends EventsPage {
  facts: Facts;
  self: Member;
  seat: string;
  read?: number;
  members: (Member & { online: boolean; read?: number })[];
  online: number;
  recovered: boolean;
}

export interface Committed {
  seq: number;
  at: number;
  duplicate?: boolean;
}

export interface Failure {
  code: string;
  message: string;
  retryAfter?: number;
}

export const ERROR_STATUS: Readonly<Record<string, number>> = {
  bad_request: 400,
  unauthorized: 401,
  password_required: 401,
  forbidden: 403,
  banned: 403,
  muted: 403,
  locked: 403,
  room_full: 403,
  not_found: 404,
  too_large: 413,
  rate_limited: 429,
  slow_mode: 429,
  internal: 500,
  unavailable: 503,
};

export const ROOM_CODE = /^[2346789bcdfghjkmnpqrtvwx]{3}(-[2346789bcdfghjkmnpqrtvwx]{3}){2}$/;

export interface Pong {
  at: number;
  heads: Record<string, number>;
}
