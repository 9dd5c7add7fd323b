// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';
import { ANA, FakeRoom, MIA, sent } from '../testing/fake-room.js';

let view: Drawn;
let room: FakeRoom;
beforeEach(async () => {
  view = await draw({ mode: 'inline', room: CODE, name: 'Mia' });
  room = new FakeRoom(CODE, [sent(1, ANA, 'first')]);
  room.change({ members: [MIA, ANA].map((member) => ({ ...member, online: true })) });
  view.client.rooms.set(CODE, room);
  view.widget.show(false);
  await view.settle();
});
afterEach(() => view.remove());

const hear = async (text: string, reactions = {}) => {
  const seq = room.state.messages.length + 1;
  room.live({ ...sent(seq, ANA, text), ...(reactions && { reactions }) });
  await view.settle();
};
const last = (selector: string) => view.all(selector).at(-1);

describe('text', () => {
  test('is formatted by elements, without the signs', async () => {
    await hear('**bold** _it_ `co**de`');
    expect(last('.text')?.innerHTML).toBe(
      '<strong>bold</strong> <em>it</em> <code class="code">co**de</code>',
    );
  });

  test('links away, to where it says', async () => {
    await hear('see https://bank.example@evil.example/x.');
    const link = last('.text a') as HTMLAnchorElement;
    expect(link.getAttribute('href')).toBe('https://bank.example@evil.example/x');
    expect(link.textContent).toBe('https://bank.example@evil.example/x (evil.example)');
    expect(link.target).toBe('_blank');
    expect(link.rel.split(' ')).toEqual(['noopener', 'noreferrer', 'nofollow', 'ugc']);
    expect(link.dir).toBe('ltr');
  });

  test('has links that Tab reaches in the one row it reaches', async () => {
    await hear('https://a.example');
    await hear('https://b.example');
    expect(view.all('.text a').map((link) => link.tabIndex)).toEqual([-1, 0]);
  });

  test('of nothing but an emoji stands large and without a bubble', async () => {
    await hear('🎉');
    expect(view.all('.large')).toHaveLength(1);
    await hear('🎉!');
    expect(view.all('.large')).toHaveLength(1);
  });
});

describe('reactions', () => {
  const chips = () => view.all('.chip');
  const reacted = async (reactions: Record<string, string[]>) => {
    await hear('Hi', reactions);
    // They come in a chunk of their own.
    await view.appear('.chip');
  };

  test('say who, and whether one is among them', async () => {
    await reacted({ '👍': ['ana', 'mia', 'gone'], '🎉': ['ana'] });
    expect(view.find('[role=group]:has(.chips)').getAttribute('aria-label')).toBe('Reactions');
    expect(chips().map((chip) => chip.getAttribute('aria-label'))).toEqual([
      '👍 3 from You, Ana, and 1 more',
      '🎉 1 from Ana',
    ]);
    expect(chips().map((chip) => chip.getAttribute('aria-pressed'))).toEqual(['true', 'false']);
    expect(chips().map((chip) => chip.textContent)).toEqual(['👍3', '🎉1']);
  });

  test('are joined and taken back by a click', async () => {
    await reacted({ '👍': ['ana', 'mia'], '🎉': ['ana'] });
    for (const chip of chips()) await view.click(chip);
    expect(room.asked).toEqual([
      ['react', 2, '👍', false],
      ['react', 2, '🎉', true],
    ]);
  });

  test('leave the focus to their message, when the last one is taken back', async () => {
    await reacted({ '👍': ['mia'] });
    chips()[0]?.focus();
    await view.click(chips()[0] as HTMLElement);
    expect(view.root.activeElement).toBe(last('article'));
  });
});
