import { useEffect, useRef, useState } from 'preact/hooks';
import type { GroupName } from '../models/emoji/list.js';
import { useWidget } from './widget-context.js';

export type SectionName = GroupName | 'recent';

const SIGNS: Readonly<Record<SectionName, string>> = {
  recent: '🕘',
  smileys: '😀',
  people: '👋',
  nature: '🐻',
  food: '🍔',
  travel: '✈️',
  activities: '⚽',
  objects: '💡',
  symbols: '❤️',
  flags: '🏳️',
};

export interface GroupBarProps {
  names: readonly SectionName[];
  /** The one in view, by its place. */
  current: number;
  onChoose: (at: number) => void;
}

/** A sign per group, to jump to it: one stop for Tab, arrow keys inside. */
export function GroupBar({ names, current, onChoose }: GroupBarProps) {
  const { strings } = useWidget();
  const bar = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState<number>();
  const reachable = reached ?? current;
  useEffect(() => {
    // Under a finger they are too wide to be in view all at once.
    const edge = bar.current?.getBoundingClientRect();
    const sign = bar.current?.children[current]?.getBoundingClientRect();
    if (!bar.current || !edge || !sign) return;
    bar.current.scrollLeft +=
      Math.min(0, sign.left - edge.left) + Math.max(0, sign.right - edge.right);
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    const turned = bar.current && getComputedStyle(bar.current).direction === 'rtl' ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: reachable + turned,
      ArrowLeft: reachable - turned,
      Home: 0,
      End: names.length - 1,
    };
    const to = bar.current?.children[steps[event.key] ?? -1];
    if (!(to instanceof HTMLElement)) return;
    event.preventDefault();
    to.focus();
  };
  return (
    <div
      ref={bar}
      class="groups"
      role="toolbar"
      aria-label={strings.picker.label}
      onKeyDown={onKeyDown}
    >
      {names.map((name, at) => (
        <button
          key={name}
          type="button"
          title={strings.picker[name]}
          aria-label={strings.picker[name]}
          aria-current={at === current}
          tabIndex={at === reachable ? 0 : -1}
          onFocus={() => setReached(at)}
          onBlur={() => setReached(undefined)}
          onClick={() => onChoose(at)}
        >
          {SIGNS[name]}
        </button>
      ))}
    </div>
  );
}
