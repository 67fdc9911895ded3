import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const infra = import.meta.dirname;
/** What the compiler made of the sources: for tests, and for people without a compiler. */
export const compiled = join(infra, 'compiled');

/** What the template of the app is compiled from. */
export function mainSources(): readonly string[] {
  return globSync(['main.bicep', 'main.bicepparam', 'app/*.bicep', 'bicepconfig.json'], {
    cwd: infra,
  }).toSorted();
}

/** What the template of the app registration is compiled from. */
export function entraSources(): readonly string[] {
  return globSync('entra/*', { cwd: infra }).toSorted();
}

/** The sums of sources as `sha256sum` writes them, whatever the line ends of the checkout. */
export async function sumsOf(sources: readonly string[]): Promise<string> {
  const lines = await Promise.all(
    sources.map(async (source) => {
      const text = (await readFile(join(infra, source), 'utf8')).replaceAll('\r\n', '\n');
      return `${createHash('sha256').update(text).digest('hex')}  ${source}\n`;
    }),
  );
  return lines.join('');
}

/** Writes down what a template was compiled from. */
export async function writeSums(template: string, sources: readonly string[]): Promise<void> {
  await writeFile(join(compiled, `${template}.sources.sha256`), await sumsOf(sources));
}
