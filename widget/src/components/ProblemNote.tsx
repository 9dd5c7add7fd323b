import { ALERT } from '../icons/start.js';
import type { Problem } from '../models/problem.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

/** Says what went wrong and what to do, as soon as it did. */
export function ProblemNote({ id, problem }: { id: string; problem: Problem | undefined }) {
  const { strings } = useWidget();
  return (
    <p class="problem" id={id} role="alert">
      {problem && (
        <>
          <Icon path={ALERT} size={16} />
          <span>{strings.problem[problem]}</span>
        </>
      )}
    </p>
  );
}
