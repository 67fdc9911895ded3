import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Encoding } from './negotiation.ts';
import { acceptedEncoding, isKnownTo, weakTag } from './negotiation.ts';

/** Bytes that fit into one packet anyway. */
const fewestBytes = 1400;
/** As fast as gzip is, and smaller; what is compressed once and sent often takes more time elsewhere. */
const brotliQuality = 4;

/** An answer before it is known how it goes over the wire. */
export interface TextAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** True for what a caller may have already: it gets a tag, and 304 where it names that one. */
  readonly isTagged: boolean;
}

/**
 * Sends a text as its caller takes it: compressed where that is asked for and worth it, with its length (the host
 * compresses nothing and adds no length), or as a 304 to whoever has it.
 */
export async function sendText(
  request: HttpRequest,
  { status, text, headers, isTagged }: TextAnswer,
): Promise<HttpResponseInit> {
  const etag = isTagged ? weakTag(text) : null;
  const described = { ...headers, vary: 'Accept-Encoding', ...(etag !== null && { etag }) };
  if (etag !== null && isKnownTo(request, etag)) {
    const { 'content-type': _type, ...unchanged }: Readonly<Record<string, string>> = described;
    return { status: 304, headers: unchanged };
  }
  const bytes = Buffer.byteLength(text);
  const encoding = bytes < fewestBytes ? null : acceptedEncoding(request, ['br', 'gzip']);
  if (encoding === null) {
    const whole = { ...described, 'content-length': String(bytes) };
    return { status, headers: whole, ...bodyFor(request, text) };
  }
  const body = await compress[encoding](text);
  const length = String(body.byteLength);
  const packed = { ...described, 'content-encoding': encoding, 'content-length': length };
  return { status, headers: packed, ...bodyFor(request, body) };
}

/** HEAD gets the headers of what GET gets, and none of it. */
function bodyFor(
  { method }: HttpRequest,
  body: string | Uint8Array,
): Pick<HttpResponseInit, 'body'> {
  return method === 'HEAD' ? {} : { body };
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const compress: Readonly<Record<Encoding, (text: string) => Promise<Uint8Array>>> = {
  br: (text) => {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    };
    return brotli(text, { params });
  },
  gzip: (text) => zip(text),
};
