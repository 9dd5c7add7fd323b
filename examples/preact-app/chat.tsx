import { type MountOptions, mount } from '@roomlet/widget';
import { useEffect, useRef, useState } from 'preact/hooks';

/** The widget as a component: mounted with it, gone with it. */
export function Chat({ url }: Pick<MountOptions, 'url'>) {
  const place = useRef<HTMLDivElement>(null);
  const [heard, setHeard] = useState(0);
  useEffect(() => {
    if (!place.current) return;
    const chat = mount({ url, mode: 'inline', target: place.current });
    const off = chat.on('message', () => setHeard((count) => count + 1));
    return () => {
      off();
      chat.unmount();
    };
  }, [url]);
  return (
    <section>
      <p>Messages heard since the page opened: {heard}</p>
      <div ref={place} />
    </section>
  );
}
