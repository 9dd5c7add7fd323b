'use client';

import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import type { Mounted } from '../attach.js';
import type { Listener, RoomletEvent } from '../events.js';
import type { RoomletOptions } from '../options.js';
import { type ChatHandle, EVENTS, FIXED, handleOf, type Props, placeIn } from './placed.js';

export type { ChatHandle } from './placed.js';

/** `onReady`, `onOpen`, `onClose`, `onMessage`, `onUnread`, `onError`. */
export type RoomletChatListeners = {
  [event in RoomletEvent as `on${Capitalize<event>}`]?: Listener<event> | undefined;
};

export type RoomletChatProps = Props & RoomletChatListeners & { className?: string | undefined };

function listenerOf(props: RoomletChatListeners, event: RoomletEvent) {
  const name = `on${event[0]?.toUpperCase()}${event.slice(1)}` as keyof RoomletChatListeners;
  return props[name] as ((detail: unknown) => void) | undefined;
}

function optionsOf(props: Props): Props {
  const { url, mode, theme, accent, lang, room, name, site, hotkeys, inviteParams } = props;
  return { url, mode, theme, accent, lang, room, name, site, hotkeys, inviteParams };
}

/**
 * The widget, there as long as the component. Rendered on a server it is an empty element. Theme,
 * accent and language change live; with another of the other options the widget is made anew.
 */
export const RoomletChat = forwardRef<ChatHandle, RoomletChatProps>((props, ref) => {
  const { theme, accent, lang, className } = props;
  const place = useRef<HTMLDivElement>(null);
  const chat = useRef<Mounted | undefined>(undefined);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(
    () => {
      if (!place.current) return;
      const mounted = placeIn(place.current, optionsOf(latest.current));
      for (const event of EVENTS) {
        mounted.on(event, (detail) => listenerOf(latest.current, event)?.(detail));
      }
      chat.current = mounted;
      return () => {
        chat.current = undefined;
        mounted.unmount();
      };
    },
    FIXED.map((name: keyof RoomletOptions) => props[name]),
  );
  useEffect(() => chat.current?.setTheme(theme ?? 'auto'), [theme]);
  useEffect(() => chat.current?.setAccent(accent), [accent]);
  useEffect(() => chat.current?.setLang(lang), [lang]);
  useImperativeHandle(ref, () => handleOf(() => chat.current), []);
  return createElement('div', { ref: place, className });
});
RoomletChat.displayName = 'RoomletChat';
