import { Question } from './Question.js';
import { useWidget } from './widget-context.js';

/** Asks before a seat is given up, for it can't be had back. */
export function LeavePrompt({ onStay }: { onStay: () => void }) {
  const { session, strings } = useWidget();
  const { leaveTitle, leaveLead, stay, leave } = strings.room;
  return (
    <Question
      title={leaveTitle}
      lead={leaveLead}
      stay={stay}
      act={leave}
      onStay={onStay}
      onAct={session.leave}
    />
  );
}
