import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fold, GROUPS, type Group } from '../models/emoji/list.js';
import { loadGroups } from '../models/emoji/load.js';
import { createRecent } from '../models/emoji/recent.js';
import { search } from '../models/emoji/search.js';
import { EmojiGrid, type GridReach } from './EmojiGrid.js';
import { GroupBar } from './GroupBar.js';
import { usePopover } from './use-popover.js';
import { useWidget } from './widget-context.js';

export { picker as style } from '../styles/picker.js';

export interface EmojiPickerProps {
  /** May be called again and again: whoever draws the picker decides when it goes. */
  onPick: (emoji: string) => void;
  /** Escape, or a click elsewhere. When the picker goes, the focus is back where it was. */
  onClose: () => void;
}

/** All emoji, to search and to choose from. It covers the end of what it is drawn in. */
export function View({ onPick, onClose }: EmojiPickerProps) {
  const { strings, say, lang, page, toast } = useWidget();
  const text = strings.picker;
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<GridReach>(null);
  const recent = useMemo(() => createRecent(page.browser), [page]);
  const [groups, setGroups] = useState<readonly Group[]>();
  const [query, setQuery] = useState('');
  const [section, setSection] = useState(0);
  usePopover(box, onClose);

  useEffect(() => {
    let gone = false;
    loadGroups(lang, text.flags).then(
      (found) => gone || setGroups(found),
      () => {
        if (gone) return;
        toast.show(strings.panel.notLoaded);
        onClose();
      },
    );
    // With a finger the field would bring up the keyboard over what is to be chosen.
    const finger = matchMedia('(pointer: coarse)').matches;
    (finger ? box.current : field.current)?.focus({ preventScroll: true });
    return () => {
      gone = true;
    };
  }, []);

  const all = useMemo(() => {
    if (!groups) return [];
    const used = recent.of(groups);
    const lately = used.length > 0 ? [{ name: 'recent' as const, emoji: used }] : [];
    return [...lately, ...groups].map(({ name, emoji }) => ({ name, heading: text[name], emoji }));
  }, [groups]);
  const found = useMemo(
    () => (fold(query) ? search(groups ?? [], query) : undefined),
    [query, groups],
  );
  const sections = useMemo(() => (found ? [{ emoji: found }] : all), [found, all]);

  const pick = (emoji: string) => {
    recent.add(emoji);
    onPick(emoji);
  };
  return (
    <div ref={box} class="picker" role="dialog" aria-label={text.label} tabIndex={-1}>
      <input
        ref={field}
        class="input"
        type="search"
        aria-label={text.search}
        placeholder={text.search}
        autocomplete="off"
        enterkeyhint="search"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = found?.[0];
          if (event.key === 'Enter' && first) pick(first.emoji);
          else if (event.key === 'ArrowDown') grid.current?.focus();
          else return;
          event.preventDefault();
        }}
      />
      {!found && (
        <GroupBar
          names={all.length > 0 ? all.map(({ name }) => name) : GROUPS}
          current={section}
          onChoose={(at) => grid.current?.goTo(at)}
        />
      )}
      <div class="hidden" role="status">
        {!groups && text.loading}
        {found && (found.length > 0 ? say(text.results, { count: found.length }) : text.none)}
      </div>
      {found?.length === 0 ? (
        <p class="none">{text.none}</p>
      ) : (
        <EmojiGrid
          reach={grid}
          sections={sections}
          onPick={pick}
          onSection={setSection}
          onLeave={() => field.current?.focus()}
        />
      )}
    </div>
  );
}
