import type { RefObject } from 'preact';
import type { RoomModel } from '../models/room.js';
import { useLanding } from './use-landing.js';
import { useLongPress } from './use-long-press.js';
import { useRowKeys } from './use-row-keys.js';
import { useRowTools } from './use-row-tools.js';

export interface RowActionsProps {
  list: RefObject<HTMLElement | null>;
  room: RoomModel;
  /** The last key on a row, until the focus moves on. */
  early: RefObject<KeyboardEvent | null>;
}

/** Draws nothing: makes the rows of a list answer to mouse, finger and keys. */
export function RowActions({ list, room, early }: RowActionsProps) {
  useLanding(list, room);
  useLongPress(list, room);
  useRowKeys(list, room, early);
  useRowTools(list, room);
  return null;
}
