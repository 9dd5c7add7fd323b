import { type ComponentType, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { adopt } from '../styles/sheets.js';
import { useWidget } from './widget-context.js';

/** The shadow root a widget is drawn in; where parts that come later put their styles. */
export const RootContext = createContext<ShadowRoot | undefined>(undefined);

/** What a chunk that loads later exports: a component, and the styles that only it needs. */
export interface Part<Props> {
  readonly View: ComponentType<Props>;
  readonly style: string;
}

/**
 * A component that is loaded when it is first drawn, to keep the core small, or before that by
 * `load`. Until then it draws nothing. Where it can't be loaded the reader is told, and `onFail` may
 * take its place back; the next drawing tries again.
 */
export function lazy<Props extends object, Chunk extends Part<Props> = Part<Props>>(
  bring: () => Promise<Chunk & Part<Props>>,
) {
  let part: Chunk | undefined;
  const load = async () => {
    part ??= await bring();
    return part;
  };
  function Lazy(props: Props & { onFail?: () => void }) {
    const { strings, toast } = useWidget();
    const root = useContext(RootContext);
    const [loaded, setLoaded] = useState(part);
    useEffect(() => {
      if (loaded) return;
      let gone = false;
      load().then(
        (found) => {
          if (!gone) setLoaded(found);
        },
        () => {
          if (gone) return;
          toast.show(strings.panel.notLoaded);
          props.onFail?.();
        },
      );
      return () => {
        gone = true;
      };
    }, []);
    if (!loaded) return null;
    if (root) adopt(root, loaded.style);
    return <loaded.View {...props} />;
  }
  return Object.assign(Lazy, { load });
}
