import {
  defineComponent,
  h,
  onBeforeUnmount,
  onMounted,
  type PropType,
  shallowRef,
  watch,
} from 'vue';
import type { Mounted } from '../attach.js';
import type { RoomletEvents } from '../events.js';
import type { Mode, RoomletOptions, Theme } from '../options.js';
import { EVENTS, FIXED, handleOf, placeIn } from './placed.js';

export type { ChatHandle } from './placed.js';

/**
 * The widget, there as long as the component. Rendered on a server it is an empty element. Theme,
 * accent and language change live; with another of the other options the widget is made anew.
 */
export const RoomletChat = defineComponent({
  name: 'RoomletChat',
  props: {
    url: { type: String, required: true },
    mode: String as PropType<Mode>,
    theme: String as PropType<Theme>,
    accent: String,
    lang: String,
    room: String,
    name: String,
    site: String,
    inviteParams: String,
    hotkeys: String as PropType<NonNullable<RoomletOptions['hotkeys']>>,
  },
  emits: {
    ready: () => true,
    open: () => true,
    close: () => true,
    message: (_message: RoomletEvents['message']) => true,
    unread: (_unread: RoomletEvents['unread']) => true,
    error: (_error: RoomletEvents['error']) => true,
  },
  setup(props, { emit, expose }) {
    const place = shallowRef<HTMLElement>();
    let chat: Mounted | undefined;
    const tell = emit as (event: string, detail: unknown) => void;
    const stop = () => {
      chat?.unmount();
      chat = undefined;
    };
    const start = () => {
      stop();
      if (!place.value) return;
      const mounted = placeIn(place.value, props);
      for (const event of EVENTS) mounted.on(event, (detail) => tell(event, detail));
      chat = mounted;
    };
    onMounted(start);
    onBeforeUnmount(stop);
    watch(() => FIXED.map((name) => props[name]), start);
    watch(
      () => props.theme,
      (theme) => chat?.setTheme(theme ?? 'auto'),
    );
    watch(
      () => props.accent,
      (accent) => chat?.setAccent(accent),
    );
    watch(
      () => props.lang,
      (lang) => chat?.setLang(lang),
    );
    expose(handleOf(() => chat));
    return () => h('div', { ref: place });
  },
});
