import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CHECK, SEND, SMILE } from '../icons/room.js';
import type { RoomModel } from '../models/room.js';
import { EmojiPicker } from './EmojiPicker.js';
import { Icon } from './Icon.js';
import { ComposerIntent } from './late-parts.js';
import { submits } from './submits.js';
import { TypingLine } from './TypingLine.js';
import { useWidget } from './widget-context.js';

/** Where one writes: Enter sends, Shift+Enter breaks the line; grows to six lines. */
export function ComposerBar({ room }: { room: RoomModel }) {
  const { strings, say } = useWidget();
  const { composer } = room;
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const text = composer.text.value;
  const left = composer.left.value;
  const rest = (count = 0) =>
    count < 0
      ? say(strings.composer.tooLong, { count: -count })
      : say(strings.composer.left, { count });
  const told = composer.told.value;
  const mode = composer.mode.value;
  const [picks, setPicks] = useState(false);
  const drawn = useRef(mode);
  const editing = mode.name === 'edit';
  const described = [
    ...(mode.name === 'new' ? [] : [`${id}i`]),
    ...(left === undefined ? [] : [`${id}l`]),
  ];
  const focus = () => field.current?.focus({ preventScroll: true });

  useLayoutEffect(() => {
    const style = field.current?.style;
    if (!style || !field.current) return;
    style.height = '';
    const { scrollHeight, clientHeight } = field.current;
    if (text && scrollHeight > clientHeight) style.height = `${scrollHeight}px`;
  }, [text]);

  useLayoutEffect(() => {
    // What begins at a message goes on here.
    if (drawn.current !== mode && mode.name !== 'new')
      field.current?.focus({ preventScroll: true });
    drawn.current = mode;
  }, [mode]);

  useEffect(
    () =>
      composer.attach((more) => {
        const element = field.current;
        if (!element) return;
        element.setRangeText(more, element.selectionStart, element.selectionEnd, 'end');
        composer.type(element.value);
      }),
    [composer],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const isNew = mode.name === 'new';
    if (event.key === 'Enter' && !event.shiftKey) composer.send();
    else if (event.key === 'Escape' && !isNew) composer.cancel();
    else if (event.key !== 'ArrowUp' || !isNew || text || !room.editLast()) return;
    event.preventDefault();
  };

  return (
    <div class="foot">
      <TypingLine room={room} />
      {mode.name !== 'new' && (
        <ComposerIntent
          id={`${id}i`}
          mode={mode}
          onCancel={() => {
            composer.cancel();
            focus();
          }}
        />
      )}
      {picks && (
        <EmojiPicker
          onPick={composer.insert}
          onClose={() => setPicks(false)}
          onFail={() => setPicks(false)}
        />
      )}
      <form class="composer" part="composer">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={strings.composer.label}
          aria-describedby={described.join(' ') || undefined}
          placeholder={strings.composer.placeholder}
          value={text}
          data-first-focus
          onInput={(event) => composer.type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={strings.composer.emoji}
          aria-expanded={picks}
          // Else the press shuts the picker, and its click opens it again.
          onPointerDown={(event) => picks && event.stopPropagation()}
          onClick={() => setPicks(!picks)}
        >
          <Icon path={SMILE} />
        </button>
        <button
          {...submits(() => {
            composer.send();
            focus();
          })}
          class="send"
          aria-label={editing ? strings.composer.save : strings.composer.send}
          aria-disabled={!composer.canSend.value}
        >
          <Icon path={editing ? CHECK : SEND} />
        </button>
      </form>
      {left !== undefined && (
        <div class={left < 0 ? 'left over' : 'left'} id={`${id}l`}>
          {rest(left)}
        </div>
      )}
      <div class="hidden" role="status">
        {told !== undefined && rest(told)}
      </div>
    </div>
  );
}
