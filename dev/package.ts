import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { deployFolder } from './deploy-folder.ts';

const target = resolve(import.meta.dirname, '../unseat.zip');
/** The same bytes for the same build: zip knows no time before 1980, and none is of use here. */
const mtime = new Date(1980, 0, 1);

/** Packs what is deployed, for whoever uploads it by hand. */
async function pack(): Promise<void> {
  const entries = await readdir(deployFolder, { recursive: true, withFileTypes: true });
  const files: Zippable = {};
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(deployFolder.length + 1).replaceAll('\\', '/');
    files[name] = [await readFile(path), { mtime }];
  }
  const zip = zipSync(files, { level: 9 });
  await writeFile(target, zip);
  console.log(`${Object.keys(files).length} files, ${Math.ceil(zip.length / 1024)} KiB: ${target}`);
}

await pack();
