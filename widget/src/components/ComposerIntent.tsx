import { PENCIL, REPLY } from '../icons/message.js';
import { CLOSE } from '../icons/start.js';
import type { ComposerMode } from '../models/composer.js';
import { plainText } from '../models/text.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

export interface IntentProps {
  id: string;
  mode: Exclude<ComposerMode, { name: 'new' }>;
  onCancel: () => void;
}

/** Above the field: what is answered or edited, and the way out of it. */
export function ComposerIntent({ id, mode, onCancel }: IntentProps) {
  const { strings, say } = useWidget();
  const { by, text } = mode.name === 'reply' ? mode.to : mode.target;
  return (
    <div class="intent">
      <Icon path={mode.name === 'reply' ? REPLY : PENCIL} size={16} name="turns" />
      <div id={id}>
        <b dir="auto">
          {mode.name === 'reply'
            ? say(strings.composer.replyingTo, { name: by.name })
            : strings.composer.editing}
        </b>{' '}
        <span dir="auto">{plainText(text ?? '')}</span>
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={strings.composer.cancel}
        onClick={onCancel}
      >
        <Icon path={CLOSE} size={16} />
      </button>
    </div>
  );
}
