import { useMemo, useRef, useState } from 'preact/hooks';
import { createPeople } from '../models/people.js';
import type { RoomModel } from '../models/room.js';
import { css } from '../styles/css.js';
import { switches } from '../styles/switches.js';
import { HostTools } from './HostTools.js';
import { Icon } from './Icon.js';
import { MemberRow } from './MemberRow.js';
import { SavedFieldForm } from './SavedFieldForm.js';
import { useWidget } from './widget-context.js';

const PENCIL = 'm4.5 19.5.9-3.9L16 5a2.1 2.1 0 0 1 3 3L8.4 18.6l-3.9.9ZM14 7l3 3';

/** Who is here, one's own name, and for hosts what they can do. */
export function View({ room }: { room: RoomModel }) {
  const { strings, say, toast, session } = useWidget();
  const text = strings.people;
  const people = useMemo(() => createPeople(room, session.start.typeName), [room]);
  const [renaming, setRenaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const { self, isHost } = room.state.value;
  const [first, ...rest] = people.members.value;
  const others = people.others.value;
  return (
    <div class="body people">
      <ul>
        {first && (
          <MemberRow key={first.id} member={first} self={first.id === self.id}>
            {first.id === self.id && (
              <button
                type="button"
                ref={pencil}
                class="icon-button"
                aria-label={text.rename}
                aria-expanded={renaming}
                onClick={() => setRenaming(!renaming)}
              >
                <Icon path={PENCIL} size={18} />
              </button>
            )}
          </MemberRow>
        )}
        {renaming && (
          <li class="rename">
            <SavedFieldForm
              field={people.name}
              label={strings.start.name}
              action={text.renameSave}
              takesFocus
              onSaved={(name) => {
                pencil.current?.focus();
                setRenaming(false);
                toast.show(say(text.renamed, { name }));
              }}
            />
          </li>
        )}
        {rest.map((member) => (
          <MemberRow key={member.id} member={member} self={false} />
        ))}
      </ul>
      {others > 0 && <p class="others">{say(text.others, { count: others })}</p>}
      {isHost && <HostTools room={room} people={people} onEnd={() => room.show('end')} />}
    </div>
  );
}

export const style =
  switches +
  css`
.people ul { display: grid; gap: 2px; list-style: none; }
.member { display: flex; align-items: center; gap: var(--s3); min-height: 52px; }
.member .avatar { position: relative; margin: 0; width: 38px; height: 38px; font-size: 13px; }
.member .avatar::after { content: ""; position: absolute; inset-block-end: -1px; inset-inline-end: -1px; width: 10px; height: 10px; border: 2px solid var(--bg); border-radius: 50%; background: var(--success); }
.away .avatar { filter: grayscale(.7); }
.away .avatar::after { background: var(--field-border); }
.member .who { flex: 1; min-width: 0; }
.member .name { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.marks { display: flex; flex-wrap: wrap; gap: 2px 10px; font: 400 var(--t-small) var(--font); color: var(--muted); }
.mark { display: inline-flex; align-items: center; gap: 3px; font-weight: 600; color: var(--text); }
.rename { padding-block: var(--s2) var(--s3); }
.others { padding-block: var(--s2); color: var(--muted); }
.host-tools { margin-block-start: var(--s4); border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
.host-tools summary { display: flex; align-items: center; min-height: 48px; padding: 0 14px; border-radius: 14px; font-weight: 600; cursor: pointer; }
.host-tools summary::after, .choice::after { content: ""; width: 7px; height: 7px; margin-inline-start: auto; border: solid var(--muted); border-width: 0 2px 2px 0; transform: translateY(-2px) rotate(45deg); transition: transform .14s; }
.host-tools[open] summary::after { transform: translateY(2px) rotate(225deg); }
.choice { position: relative; }
.choice::after { position: absolute; inset: auto auto 18px; inset-inline-end: 16px; pointer-events: none; }
.choice .input { appearance: none; padding-inline-end: 32px; }
.forms { display: grid; gap: var(--s4); padding: 4px 14px 14px; }
.people .input, .people .code-row .button { height: 42px; min-height: 42px; }
.people .button { padding-inline: 14px; white-space: nowrap; }
.button.end { border-color: var(--danger); background: none; color: var(--danger); }
@media (pointer: coarse) { .people .input, .people .code-row .button { height: 44px; min-height: 44px; } }
@media (forced-colors: active) {
  .host-tools, .member .avatar::after { border: 1px solid CanvasText; }
}
`;
