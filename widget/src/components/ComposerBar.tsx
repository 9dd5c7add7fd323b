import { useLayoutEffect, useRef } from 'preact/hooks';
import { SEND } from '../icons.js';
import type { RoomModel } from '../models/room.js';
import { Icon } from './Icon.js';
import { submits } from './submits.js';
import { TypingLine } from './TypingLine.js';
import { useWidget } from './widget-context.js';

/** Safari ends the confirmation of an input method with this key code, and no `isComposing`. */
const IME = 229;

/** Where one writes: Enter sends, Shift+Enter breaks the line; grows to six lines. */
export function ComposerBar({ room }: { room: RoomModel }) {
  const { strings, say } = useWidget();
  const { composer } = room;
  const field = useRef<HTMLTextAreaElement>(null);
  const text = composer.text.value;
  const left = composer.left.value;
  const canSend = composer.canSend.value;

  useLayoutEffect(() => {
    const style = field.current?.style;
    if (!style || !field.current) return;
    style.height = '';
    const { scrollHeight, clientHeight } = field.current;
    if (text && scrollHeight > clientHeight) style.height = `${scrollHeight}px`;
  }, [text]);

  return (
    <div class="foot">
      <TypingLine room={room} />
      <form class="composer" part="composer">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={strings.composer.label}
          placeholder={strings.composer.placeholder}
          value={text}
          data-first-focus
          onInput={(event) => composer.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return;
            if (event.isComposing || event.keyCode === IME) return;
            event.preventDefault();
            composer.send();
          }}
        />
        <button
          {...submits(() => {
            composer.send();
            field.current?.focus({ preventScroll: true });
          })}
          class="send"
          aria-label={strings.composer.send}
          aria-disabled={!canSend}
        >
          <Icon path={SEND} />
        </button>
      </form>
      {left !== undefined && (
        <div class={left < 0 ? 'left over' : 'left'}>
          {left < 0
            ? say(strings.composer.tooLong, { count: -left })
            : say(strings.composer.left, { count: left })}
        </div>
      )}
    </div>
  );
}
