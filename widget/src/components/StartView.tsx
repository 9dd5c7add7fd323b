import { useId, useRef } from 'preact/hooks';
import { SPEECH } from '../icons/start.js';
import { CloseButton } from './CloseButton.js';
import { CodeForm } from './CodeForm.js';
import { Icon } from './Icon.js';
import { InvitedForm } from './InvitedForm.js';
import { lazy } from './lazy.js';
import { NameField } from './NameField.js';
import { ProblemNote } from './ProblemNote.js';
import { submits } from './submits.js';
import { useKeptFocus } from './use-kept-focus.js';
import { useWidget } from './widget-context.js';

const RecentRooms = lazy(() => import('./RecentRoomsPart.js'));

/** The way in: create a room, or join one by its code or its link. */
export function StartView() {
  const { session, strings } = useWidget();
  const { start } = session;
  const text = strings.start;
  const problemId = useId();
  const invited = start.invited.value;
  const view = useRef<HTMLDivElement>(null);
  useKeptFocus(view, 0);
  return (
    <>
      <CloseButton floating />
      <div class="start" ref={view}>
        <div class="hero">
          <div class="crest">
            <Icon path={SPEECH} size={28} />
          </div>
          <h2>{invited ? text.invitedTitle : text.title}</h2>
          <p class="lead">{invited ? text.invitedLead : text.lead}</p>
        </div>
        {invited ? (
          <InvitedForm problemId={problemId} />
        ) : (
          <>
            <form noValidate>
              <NameField />
              <button
                {...submits(start.create)}
                class="button primary wide"
                aria-disabled={start.busy.value !== undefined}
              >
                {start.busy.value === 'creating' ? text.creating : text.create}
              </button>
            </form>
            <div class="or">{text.or}</div>
            <CodeForm problemId={problemId} />
          </>
        )}
        <ProblemNote id={problemId} problem={start.problem.value} />
        {!invited && session.rooms.value.length > 0 && <RecentRooms />}
        <p class="foot-note">
          {start.busy.value ? (
            <button type="button" class="link" onClick={start.cancel}>
              {strings.panel.cancel}
            </button>
          ) : (
            text.foot
          )}
        </p>
      </div>
    </>
  );
}
