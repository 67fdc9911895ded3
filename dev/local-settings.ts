import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const LocalSettings = z.object({
  IsEncrypted: z.literal(false).default(false),
  Values: z.record(z.string(), z.string()),
});

/** The Values of local.settings.json, or of the sample, without those the real environment has: it wins. */
export async function readLocalSettings(appFolder: string): Promise<Record<string, string>> {
  const files = ['local.settings.json', 'local.settings.sample.json'];
  const file = files.map((name) => join(appFolder, name)).find((path) => existsSync(path));
  if (file === undefined) return {};
  const { Values } = LocalSettings.parse(JSON.parse(await readFile(file, 'utf8')));
  return Object.fromEntries(
    Object.entries(Values).filter(([name]) => process.env[name] === undefined),
  );
}
