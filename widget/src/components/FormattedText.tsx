import { Component, type ComponentChildren } from 'preact';
import { type Part, readText } from '../models/text.js';

export interface FormattedTextProps {
  text: string;
  /** Whether Tab reaches the links in it: the list is one stop. */
  reachable: boolean;
}

/** What somebody said, made of nodes and never of HTML. Read again only when it is another text. */
export class FormattedText extends Component<FormattedTextProps> {
  override shouldComponentUpdate({ text, reachable }: FormattedTextProps): boolean {
    return text !== this.props.text || reachable !== this.props.reachable;
  }

  override render({ text, reachable }: FormattedTextProps) {
    const draw = (part: Part): ComponentChildren => {
      if (typeof part === 'string') return part;
      switch (part.kind) {
        case 'bold':
          return <strong>{part.parts.map(draw)}</strong>;
        case 'italic':
          return <em>{part.parts.map(draw)}</em>;
        case 'code':
        case 'block':
          return <code class={part.kind}>{part.text}</code>;
        case 'link':
          return (
            <a
              href={part.href}
              target="_blank"
              rel="noopener noreferrer nofollow ugc"
              dir="ltr"
              tabIndex={reachable ? 0 : -1}
            >
              {part.text}
              {part.host && <span class="host"> ({part.host})</span>}
            </a>
          );
      }
    };
    return <>{readText(text).map(draw)}</>;
  }
}
