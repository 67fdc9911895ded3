import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');

/** Exactly what is deployed, in a folder of its own: azd and Core Tools send it as it is, and install nothing there. */
export const deployFolder = join(root, 'deploy');

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  type: z.string(),
  main: z.string(),
});

/** Writes the folder anew from what was built. */
export async function writeDeployFolder(): Promise<void> {
  await rm(deployFolder, { recursive: true, force: true });
  await mkdir(deployFolder);
  await Promise.all([
    ...['host.json', 'LICENSE'].map((file) => cp(join(root, file), join(deployFolder, file))),
    cp(join(root, 'dist'), join(deployFolder, 'dist'), {
      recursive: true,
      filter: (path) => !/\.map$|\.built-from$/.test(path),
    }),
    writeManifest(),
  ]);
}

/** Without dependencies: what runs is bundled, and nothing shall be installed for it. */
async function writeManifest(): Promise<void> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  await writeFile(join(deployFolder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
