import { lazy } from './lazy.js';
import type { QuestionProps } from './QuestionPart.js';

const Part = lazy(() => import('./QuestionPart.js'));

/** Asks before what can't be undone. It lies over the room, whose other parts are inert meanwhile. */
export function Question(props: QuestionProps) {
  return <Part {...props} onFail={props.onStay} />;
}
