import { createElement } from 'react';
import { renderToString as renderReact } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createSSRApp, h } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import { RoomletChat as ReactChat } from './react.js';
import { RoomletChat as VueChat } from './vue.js';

const url = 'https://chat.example';

test('on a server, React renders an empty element', () => {
  expect(renderReact(createElement(ReactChat, { url, className: 'chat' }))).toBe(
    '<div class="chat"></div>',
  );
});

test('on a server, Vue renders an empty element', async () => {
  const app = createSSRApp({ render: () => h(VueChat, { url, class: 'chat' }) });
  expect(await renderVue(app)).toBe('<div class="chat"></div>');
});
