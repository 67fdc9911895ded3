import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { acceptedEncoding, isKnownTo } from '../http/negotiation.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { Settings } from '../settings.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import type { PageFile, PageFiles } from './page-files.ts';
import { isPageName } from './page-names.ts';

export interface Pages {
  readonly files: PageFiles;
  readonly settings: () => Settings;
}

const start = 'index.html';

/** Answers an address of one segment: a page, a file that stands beside them such as the icon, or a page that says it is none. */
export async function answerPage(pages: Pages, request: HttpRequest): Promise<HttpResponseInit> {
  const name = request.params['page'] ?? '';
  if (name.includes('.') && name !== start) return answerFile(pages, request, name, 'no-cache');
  const file = await pages.files.find(start, acceptedEncoding(request, ['br']) === 'br');
  if (file === null) throw new Error(`The pages were built without ${start}.`);
  const isKnown = isPageName(name);
  const headers = {
    ...securityHeaders(request),
    'content-security-policy': contentSecurityPolicy(pages.settings()),
    // Where Entra answers, another window has to be told of it.
    ...(name === 'signed-in' ? {} : { 'cross-origin-opener-policy': 'same-origin' }),
    'cache-control': 'no-cache',
  };
  return isKnown
    ? answerWith(file, request, headers)
    : { ...answerWith(file, request, headers, false), status: 404 };
}

/** Answers a file whose name has the hash of its content: it never changes. */
export async function answerAsset(pages: Pages, request: HttpRequest): Promise<HttpResponseInit> {
  const name = `assets/${request.params['file'] ?? ''}`;
  return answerFile(pages, request, name, 'public, max-age=31536000, immutable');
}

async function answerFile(
  { files }: Pages,
  request: HttpRequest,
  name: string,
  caching: string,
): Promise<HttpResponseInit> {
  const file = await files.find(name, acceptedEncoding(request, ['br']) === 'br');
  const safe = securityHeaders(request);
  if (file === null) return { status: 404, headers: { ...safe, 'cache-control': 'no-store' } };
  return answerWith(file, request, { ...safe, 'cache-control': caching });
}

function answerWith(
  { contentType, content, encoding, etag }: PageFile,
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
  mayBeKnown = true,
): HttpResponseInit {
  const described = { ...headers, etag, vary: 'Accept-Encoding' };
  if (mayBeKnown && isKnownTo(request, etag)) return { status: 304, headers: described };
  const sent = {
    ...described,
    'content-type': contentType,
    ...(encoding === 'br' && { 'content-encoding': 'br' }),
  };
  if (request.method === 'HEAD') return { status: 200, headers: sent };
  // The host adds no length of its own.
  const length = String(content.byteLength);
  return { status: 200, headers: { ...sent, 'content-length': length }, body: content };
}
