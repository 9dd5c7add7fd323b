import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { createAsking } from '../models/asking.js';
import type { RoomModel } from '../models/room.js';
import { canSaveFiles, saveFile } from '../save-file.js';
import { css } from '../styles/css.js';
import { Icon } from './Icon.js';
import { ProblemNote } from './ProblemNote.js';
import { useWidget } from './widget-context.js';

const FILE =
  'M13.5 3.5H7a1.5 1.5 0 0 0-1.5 1.5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5l-5-5Zm0 0v5h5M9 13h6M9 16.5h6';

/** The conversation as a file; copied where the page lets none be saved. */
export function View({ room }: { room: RoomModel }) {
  const { page, session, strings, toast } = useWidget();
  const text = strings.room;
  const id = useId();
  const asking = useMemo(() => createAsking(), []);
  const forget = useRef(() => {});
  useEffect(() => () => forget.current(), []);
  const save = (format: 'txt' | 'json') =>
    asking.ask(async () => {
      const file = await session.exportRoom(room.code, format);
      if (canSaveFiles()) {
        forget.current();
        forget.current = saveFile(`roomlet-${room.code}.${format}`, file);
        toast.show(text.saved);
      } else {
        const copied = await page.copy(await file.text());
        toast.show(copied ? text.saveCopied : text.saveFailed);
      }
    });
  const way = (format: 'txt' | 'json', label: string) => (
    <button
      type="button"
      class="button quiet"
      aria-disabled={asking.busy.value}
      aria-describedby={id}
      onClick={() => save(format)}
    >
      <Icon path={FILE} size={18} />
      {label}
    </button>
  );
  return (
    <div class="body save">
      <p>{text.saveLead}</p>
      {way('txt', text.saveText)}
      {way('json', text.saveJson)}
      <ProblemNote id={id} problem={asking.problem.value} />
    </div>
  );
}

export const style = css`
.save { display: grid; align-content: start; gap: var(--s2); }
.save p { margin-block-end: var(--s2); color: var(--muted); }
`;
