/** What libraries read of the page in a way that an element's name or id can shadow, and the way round it. */
const ROUNDABOUT = [
  {
    // An element of that id would pass for the developer tools.
    module: /[\\/]@preact[\\/]signals[\\/]/,
    written: /!!window\.__PREACT_SIGNALS_DEVTOOLS__/,
    instead: 'false',
  },
  {
    // A document's named elements come before what it can do, and before nothing of its prototype.
    module: /[\\/]preact[\\/]dist[\\/]preact\.mjs$/,
    written: /\b(\w)\.createTextNode\(/,
    instead: 'Document.prototype.createTextNode.call($1,',
  },
  {
    module: /[\\/]preact[\\/]dist[\\/]preact\.mjs$/,
    written: /\b(\w)\.createElementNS\(/,
    instead: 'Document.prototype.createElementNS.call($1,',
  },
];

/**
 * Leads libraries past the page's named elements: `<img name="createElementNS">` must not keep the
 * widget from being drawn. Fails where a new version of a library reads otherwise.
 */
export function pastNames() {
  const met = new Set();
  return {
    name: 'past-names',
    transform(code, id) {
      let turned = code;
      for (const way of ROUNDABOUT) {
        if (!way.module.test(id) || !way.written.test(turned)) continue;
        met.add(way);
        turned = turned.replace(way.written, way.instead);
      }
      return turned === code ? null : { code: turned, map: null };
    },
    buildEnd() {
      const missed = ROUNDABOUT.find((way) => !met.has(way));
      if (missed) throw new Error(`Nothing reads ${missed.written} now: mend build/past-names.js.`);
    },
  };
}
