import { expect, it, vi } from 'vitest';
import { createEmitter } from './emitter.js';

it('on() gives off(), and one function registered twice is two subscriptions', () => {
  const { on, emit } = createEmitter<{ a: number; b: string }>();
  const heard: unknown[] = [];
  const listener = (value: unknown) => void heard.push(value);
  const off = on('a', listener);
  on('a', listener);
  on('b', listener);
  emit('a', 1);
  off();
  off();
  emit('a', 2);
  emit('b', 'x');
  expect(heard).toEqual([1, 1, 2, 'x']);
});

it('a listener that throws stops nobody, and its fault is not swallowed', () => {
  const queue = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {});
  const { on, emit } = createEmitter<{ a: number }>();
  const heard: number[] = [];
  on('a', () => {
    throw new Error('theirs');
  });
  on('a', (value) => void heard.push(value));
  emit('a', 1);
  expect(heard).toEqual([1]);
  expect(queue.mock.calls[0]?.[0]).toThrow('theirs');
  queue.mockRestore();
});
