import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { LocalHostError } from '../../local-host-error.ts';
import type { HostLog } from '../host-log.ts';
import { FunctionApp } from './function-app.ts';
import { provideCore } from './provide-core.ts';

const PackageJson = z.object({ main: z.string().min(1) });

/** The library keeps the first host it finds, and modules load once: a second app needs a process of its own. */
let loadedFolder: string | null = null;

export async function loadApp(folder: string, log: HostLog): Promise<FunctionApp> {
  if (loadedFolder !== null) {
    throw new LocalHostError(
      `This process has already loaded the app in ${loadedFolder}. One worker is one process: start another one.`,
    );
  }
  loadedFolder = folder;
  const files = await findFiles(folder);
  const app = new FunctionApp();
  const takeBack = provideCore(app, log);
  try {
    for (const file of files) await import(pathToFileURL(join(folder, file)).href);
  } finally {
    takeBack();
  }
  if (app.functions.size === 0) {
    throw new LocalHostError(`No file of ${folder} has registered a function.`);
  }
  await app.hooks.run('appStart', {
    hookData: {},
    appHookData: app.hookData,
    functionAppDirectory: folder,
  });
  const capabilities = await app.model.getCapabilities({});
  if ('HttpUri' in capabilities) {
    throw new LocalHostError('The app switches on enableHttpStream, which the local host has not.');
  }
  app.close();
  return app;
}

async function findFiles(folder: string): Promise<string[]> {
  const { main } = PackageJson.parse(
    JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')),
  );
  const files = globSync(main, { cwd: folder });
  if (files.length > 0) return files.toSorted();
  throw new LocalHostError(
    `Nothing in ${folder} matches "${main}" (main in package.json). Build first: npm run build`,
  );
}
