import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rollup/parseAst';

/** What a built file reads by name of the page around it. */
export interface NamesRead {
  readonly file: string;
  /** Read off `document`, where a named element of the page comes before the document's own. */
  readonly offDocument: readonly string[];
  /** All that is read off anything, and texts given to functions: any of them may be such a name. */
  readonly words: readonly string[];
  /** Globals, plain and off `window`: what the browser doesn't have may be an element's id. */
  readonly globals: readonly string[];
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;
const WINDOWS = ['window', 'globalThis', 'self'];

/** Binds what a pattern declares. */
function declare(pattern: unknown, declared: Set<string>): void {
  if (!isNode(pattern)) return;
  const { name, properties, elements, value, left, argument } = pattern;
  if (typeof name === 'string') declared.add(name);
  for (const inner of [properties, elements].flat()) declare(inner, declared);
  for (const inner of [value, left, argument]) declare(inner, declared);
}

/** Whether an identifier is a name after a dot or before a colon, and no reference. */
function isLabel(parent: Node | undefined, key: string): boolean {
  if (!parent) return false;
  const { type, computed } = parent;
  if (type === 'MemberExpression') return key === 'property' && !computed;
  if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(type))
    return key === 'key' && !computed;
  return /Specifier$|^MetaProperty$|^LabeledStatement$/.test(type);
}

function read(file: string, code: string): NamesRead {
  const declared = new Set<string>();
  const references = new Set<string>();
  const off = new Map<string, Set<string>>();
  const words = new Set<string>();
  const note = (object: unknown, name: string) => {
    words.add(name);
    if (!isNode(object) || typeof object.name !== 'string') return;
    off.set(object.name, (off.get(object.name) ?? new Set()).add(name));
  };
  const walk = (value: unknown, parent?: Node, key = ''): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, parent, key);
    if (!isNode(value)) return;
    const { type, id, params, param, local, object, property, computed, init } = value;
    if (/^VariableDeclarator$|Function|^Class/.test(type)) declare(id, declared);
    for (const one of [params, param].flat()) declare(one, declared);
    if (/^Import.*Specifier$/.test(type)) declare(local, declared);
    if (type === 'Identifier' && !isLabel(parent, key)) references.add(String(value.name));
    if (type === 'MemberExpression' && isNode(property))
      note(object, computed ? '[computed]' : String(property.name));
    if (type === 'VariableDeclarator' && isNode(id) && id.type === 'ObjectPattern')
      for (const one of id.properties as Node[]) note(init, String((one.key as Node)?.name));
    if (type === 'CallExpression')
      for (const one of value.arguments as Node[])
        if (one.type === 'Literal' && typeof one.value === 'string') words.add(one.value);
    for (const [inside, inner] of Object.entries(value)) walk(inner, value, inside);
  };
  walk(parseAst(code));
  const free = [...references].filter((name) => !declared.has(name));
  const offWindows = WINDOWS.flatMap((name) =>
    free.includes(name) ? [...(off.get(name) ?? [])] : [],
  );
  return {
    file,
    offDocument: [...(off.get('document') ?? [])],
    words: [...words],
    globals: [...new Set([...free, ...offWindows])],
  };
}

/**
 * Of the loader and of every file of the core that has code: no names of emoji, no words.
 * @param site what the build left in `widget/dist/site`
 */
export function namesRead(site: string): NamesRead[] {
  const [release = ''] = readdirSync(join(site, 'widget'));
  const parts = readdirSync(join(site, 'widget', release)).filter(
    (name) => name.endsWith('.js') && !/^(emoji-|..\.js$)/.test(name),
  );
  const paths = ['widget.js', ...parts.map((name) => join('widget', release, name))];
  return paths.map((path) => read(path, readFileSync(join(site, path), 'utf8')));
}
