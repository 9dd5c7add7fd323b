import { newElement } from './page/document.js';

/**
 * Whether a file can be saved from here. A frame without an origin of its own is a sandbox, and as
 * good as none lets its pages save files; a browser doesn't tell when it refuses.
 */
export const canSaveFiles = (): boolean => self.origin !== 'null';

/**
 * Saves a file under a name, as a click on a link would.
 * @returns forgets the file; call it when it is surely saved.
 */
export function saveFile(name: string, file: Blob): () => void {
  const url = URL.createObjectURL(file);
  // In no document, so that the page's listeners don't take it for a link of theirs.
  const link = newElement('a');
  link.href = url;
  link.download = name;
  link.click();
  return () => URL.revokeObjectURL(url);
}
