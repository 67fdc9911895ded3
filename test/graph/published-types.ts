import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

interface Interface {
  readonly base: string | null;
  readonly members: ReadonlyMap<string, string>;
}

/** The text of a file of lib/graph/published, made of the types Microsoft publishes. */
export function publishedType(name: string): string {
  const { resolve } = createRequire(import.meta.url);
  const folder = resolve('@microsoft/microsoft-graph-types/package.json').replace(/[^/]+$/, '');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(`${folder}package.json`, 'utf8')));
  const text = readFileSync(`${folder}microsoft-graph.d.ts`, 'utf8').replaceAll('\r', '');
  const types = readTypes(text);
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const lines = membersOf(types, type).map(
    ([member, kind]) => `  ${member}: '${kindOf(types, kind)}',\n`,
  );
  return `import type { PublishedProperties } from './kinds.ts';

/** Of @microsoft/microsoft-graph-types ${version}; not written by hand, \`vitest -u\` writes it anew where its test differs. */
export const ${name} = {
${lines.join('')}} as const satisfies PublishedProperties;
`;
}

function readTypes(text: string): ReadonlyMap<string, Interface> {
  const types = new Map<string, Interface>();
  const declared = /^export interface (\w+)(?: extends (\w+))? \{\n([\s\S]*?)^\}/gm;
  for (const [, name = '', base, body = ''] of text.matchAll(declared)) {
    const members = [...body.matchAll(/^ {4}(\w+)\??:\s*([^;]+);/gm)].map(
      ([, member = '', type = '']) => [member, type.replaceAll(/\s+/g, '')] as const,
    );
    types.set(name, { base: base ?? null, members: new Map(members) });
  }
  return types;
}

/** A type's members with those of its bases, by name. */
function membersOf(types: ReadonlyMap<string, Interface>, name: string) {
  const members: [string, string][] = [];
  for (let at: string | null = name; at !== null; at = types.get(at)?.base ?? null) {
    members.push(...(types.get(at)?.members ?? []));
  }
  return members.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function kindOf(types: ReadonlyMap<string, Interface>, text: string): string {
  const type = text.replace(/^NullableOption<(.*)>$/, '$1');
  const [one, many] = [type.replace(/\[\]$/, ''), type.endsWith('[]')];
  if (isEntity(types, one)) return many ? 'relationships' : 'relationship';
  if (types.has(one)) return many ? 'objects' : 'object';
  const plain = ['boolean', 'number'].includes(one) ? one : 'string';
  return many ? `${plain}s` : plain;
}

function isEntity(types: ReadonlyMap<string, Interface>, name: string): boolean {
  for (let at: string | null = name; at !== null; at = types.get(at)?.base ?? null) {
    if (at === 'Entity') return true;
  }
  return false;
}
