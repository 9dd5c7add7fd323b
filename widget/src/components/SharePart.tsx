import { useMemo } from 'preact/hooks';
import { COPY, LINK } from '../icons/room.js';
import { createQr } from '../models/qr.js';
import type { RoomModel } from '../models/room.js';
import { canShare, shareLink } from '../share-link.js';
import { css } from '../styles/css.js';
import { Icon } from './Icon.js';
import { useCopy } from './use-copy.js';
import { useWidget } from './widget-context.js';

const SHARE = 'M12 15V4m0 0L8 8m4-4 4 4M6 12.5V19a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-6.5';

/** The way for others into the room: a picture for their phones, the code, the link. */
export function View({ room }: { room: RoomModel }) {
  const { strings, toast } = useWidget();
  const text = strings.room;
  const { copyCode, copyInvite, invite } = useCopy(room.code);
  const link = invite();
  const qr = useMemo(() => createQr(link), [link]);
  const { title = text.untitled } = room.state.value;
  return (
    <div class="body share">
      {qr && (
        <>
          <svg
            class="qr"
            viewBox={`0 0 ${qr.size} ${qr.size}`}
            role="img"
            aria-label={text.qrLabel}
            shape-rendering="crispEdges"
          >
            <path d={qr.path} />
          </svg>
          <p>{text.qrLead}</p>
        </>
      )}
      <div class="big-code" dir="auto">
        {room.code}
      </div>
      <div class="ways">
        <button type="button" class="button primary" onClick={copyInvite}>
          <Icon path={LINK} size={18} />
          {text.copyInvite}
        </button>
        <button type="button" class="button quiet" onClick={copyCode}>
          <Icon path={COPY} size={18} />
          {text.copyCode}
        </button>
        {canShare() && (
          <button
            type="button"
            class="button quiet"
            onClick={() => shareLink(link, title).catch(() => toast.show(strings.problem.internal))}
          >
            <Icon path={SHARE} size={18} />
            {text.share}
          </button>
        )}
      </div>
    </div>
  );
}

// Dark on white in every theme: many readers see nothing in the reverse.
export const style = css`
.share { display: flex; flex-direction: column; align-items: center; gap: var(--s3); padding-block-start: 24px; text-align: center; }
.qr { width: min(216px, 60%); height: auto; border: 1px solid var(--line); border-radius: 14px; background: #FFFFFF; fill: #15181E; stroke: none; forced-color-adjust: none; }
.share p { max-width: 290px; color: var(--muted); text-wrap: balance; }
.ways { display: grid; gap: var(--s2); width: min(100%, 300px); }
`;
