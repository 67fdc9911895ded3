import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { BuiltFiles } from '../../lib/pages/page-files.ts';

const compress = promisify(brotliCompress);

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Says what each file of a folder is served as, and writes what is smaller compressed beside it. */
export async function describeFiles(folder: string): Promise<BuiltFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await describe(folder, path)] as const)),
  );
}

async function describe(folder: string, path: string): Promise<BuiltFiles[string]> {
  const contentType = contentTypes[extname(path)];
  if (contentType === undefined) throw new Error(`What is ${path} served as?`);
  const content = await readFile(join(folder, path));
  const small = await compress(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  const isCompressed = small.byteLength < content.byteLength;
  if (isCompressed) await writeFile(join(folder, `${path}.br`), small);
  const etag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  return { contentType, etag, isCompressed };
}
