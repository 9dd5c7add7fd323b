import { type ChatHandle, RoomletChat } from '@roomlet/widget/vue';
import { createApp, h, ref } from 'vue';

/** The room service: `?service=` in the address, else where `npm start` puts it. */
const service = new URLSearchParams(location.search).get('service') ?? 'http://127.0.0.1:8080';

createApp({
  setup() {
    const chat = ref<ChatHandle>();
    const isDark = ref(false);
    const heard = ref(0);
    const flip = () => {
      isDark.value = !isDark.value;
    };
    const count = () => {
      heard.value++;
    };
    return () =>
      h('main', [
        h('h1', 'Team board'),
        h('p', `Messages heard since the page opened: ${heard.value}`),
        h('button', { onClick: flip }, isDark.value ? 'Light' : 'Dark'),
        h('button', { onClick: () => chat.value?.open() }, 'Ask us'),
        h(RoomletChat, {
          ref: chat,
          url: service,
          theme: isDark.value ? 'dark' : 'light',
          onMessage: count,
        }),
      ]);
  },
}).mount('#app');
