import type { HttpHandler } from '@azure/functions';
import { HttpRequest } from '@azure/functions';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFiles } from '../../dev/portal/describe-files.ts';
import { answerAsset, answerPage } from '../../lib/pages/answer-page.ts';
import { PageFiles } from '../../lib/pages/page-files.ts';
import { pageNames } from '../../lib/pages/page-names.ts';
import { servePages } from '../../lib/pages/serve-pages.ts';
import { readSettings } from '../../lib/settings.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { contextOf } from '../in-memory/runtime.ts';

const html = '<!doctype html><title>Unseat</title>'.repeat(20);
const script = 'export const one = 1;\n'.repeat(20);
const local = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  TOKEN_AUDIENCE: 'api://unseat',
  SWEEP_SCHEDULE: '0 */15 * * * *',
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unseat-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), html);
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets/main-1a2b.js'), script);
  await writeFile(join(folder, 'files.json'), JSON.stringify(await describeFiles(folder)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Asked {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Record<string, string>;
  readonly settings?: Record<string, string>;
  readonly from?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array | null;
}

/** Asks for an address as the host does: its one parameter is taken out of it. */
async function ask(path: string, asked: Asked = {}): Promise<Answered> {
  const { method = 'GET', headers = {}, from = folder } = asked;
  const pages = {
    files: new PageFiles(pathToFileURL(`${from}/`)),
    settings: () =>
      readSettings({ LOCAL_AUTHORITY: 'http://localhost/dev', ...local, ...asked.settings }),
  };
  const file = /^\/assets\/(.*)$/.exec(path)?.[1];
  const { handler } =
    file === undefined
      ? servePages('{page?}', pages, answerPage)
      : servePages('assets/{file}', pages, answerAsset);
  const params: Record<string, string> = file === undefined ? { page: path.slice(1) } : { file };
  const url = `https://unseat.example${path}`;
  return send(handler, new HttpRequest({ method, url, headers, params }));
}

async function send(handler: HttpHandler, request: HttpRequest): Promise<Answered> {
  const answer = await handler(request, contextOf(new MemoryWorld()));
  if (answer instanceof Object && 'arrayBuffer' in answer) throw new Error('a plain answer');
  const { status = 200, headers, body } = answer;
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    status,
    headers: new Headers(Object.fromEntries(named)),
    body: body instanceof Uint8Array ? body : null,
  };
}

const textOf = ({ body }: Answered): string => Buffer.from(body ?? []).toString();

describe('A page', () => {
  it.each(pageNames)('is served at /%s', async (name) => {
    const answer = await ask(`/${name}`);
    expect(answer.status).toBe(200);
    expect(textOf(answer)).toBe(html);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('content-length')).toBe(String(html.length));
  });

  it('of no such name is the same with 404, and says so by itself', async () => {
    const answer = await ask('/ledger');
    expect(answer.status).toBe(404);
    expect(textOf(answer)).toBe(html);
  });

  it('is not sent again to who has it', async () => {
    const etag = (await ask('/users')).headers.get('etag') ?? '';
    const answer = await ask('/users', { headers: { 'if-none-match': `"older", ${etag}` } });
    expect(answer.status).toBe(304);
    expect(answer.body).toBeNull();
    expect(answer.headers.get('etag')).toBe(etag);
  });

  it('has no body for HEAD, and the same headers', async () => {
    const answer = await ask('/users', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.body).toBeNull();
    expect(answer.headers.get('etag')).toBe((await ask('/users')).headers.get('etag'));
  });

  it('runs, loads and reaches nothing but its own', async () => {
    const { headers } = await ask('/users');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('reaches Entra where people sign in there', async () => {
    const settings = {
      LOCAL_AUTHORITY: '',
      SWEEP_SCHEDULE: '0 */15 * * * *',
      TOKEN_AUDIENCE: '3c89847d-788d-545f-8564-6d25148d19ba',
      SIGN_IN_AUTHORITY: 'https://login.partner.microsoftonline.cn/organizations',
    };
    const policy = (await ask('/', { settings })).headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self' https://login.partner.microsoftonline.cn;");
    expect(policy).toContain('frame-src https://login.partner.microsoftonline.cn;');
  });

  it('may be told by another window only where Entra sends people back to', async () => {
    expect((await ask('/users')).headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect((await ask('/signed-in')).headers.has('cross-origin-opener-policy')).toBe(false);
  });
});

describe('A file of the pages', () => {
  it('with the hash of its content in its name is kept for ever', async () => {
    const answer = await ask('/assets/main-1a2b.js');
    expect(textOf(answer)).toBe(script);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each(['br', 'gzip, deflate, br', 'br;q=0.5, gzip'])(
    'is compressed for who takes %s',
    async (accepted) => {
      const answer = await ask('/assets/main-1a2b.js', {
        headers: { 'accept-encoding': accepted },
      });
      expect(answer.headers.get('content-encoding')).toBe('br');
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      expect(brotliDecompressSync(answer.body ?? new Uint8Array()).toString()).toBe(script);
      expect(answer.headers.get('content-length')).toBe(String(answer.body?.byteLength));
    },
  );

  it.each(['', 'gzip', 'br;q=0', 'br; q=0.000'])(
    'is sent as it is to who takes "%s"',
    async (accepted) => {
      const answer = await ask('/assets/main-1a2b.js', {
        headers: { 'accept-encoding': accepted },
      });
      expect(answer.headers.has('content-encoding')).toBe(false);
      expect(textOf(answer)).toBe(script);
    },
  );

  it.each([
    '/assets/main-9z9z.js',
    '/assets/..%2Findex.html',
    '/assets/constructor',
    '/robots.txt',
    '/files.json',
    '/__proto__.svg',
  ])('that was not built is 404, kept by nobody: %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('that stands beside the pages is served', async () => {
    const answer = await ask('/favicon.svg');
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(textOf(answer)).toBe('<svg/>');
  });
});

it('where nothing was built it says so, and is there as soon as it was', async () => {
  const answer = await ask('/', { from: join(folder, 'nowhere') });
  expect(answer.status).toBe(500);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});
