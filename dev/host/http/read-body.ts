import type { IncomingMessage } from 'node:http';

/** The real host's default in bytes, and the setting that lowers it. */
function bodyLimit(): number {
  return Number(process.env['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT'] ?? 100 * 1024 * 1024);
}

export type Body =
  | { kind: 'bytes'; bytes: Buffer }
  | { kind: 'none'; chunked: boolean }
  | { kind: 'tooLarge' };

/**
 * Reads what Content-Length announces. A chunked body without it is dropped, because the real host loses it too.
 * Rejects when the client goes away before the end.
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length === 0 || length > bodyLimit()) {
    request.resume();
    if (length > 0) return { kind: 'tooLarge' };
    return { kind: 'none', chunked: request.headers['transfer-encoding'] !== undefined };
  }
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () =>
      resolve(chunks[1] ? Buffer.concat(chunks) : (chunks[0] ?? Buffer.alloc(0))),
    );
    request.once('error', reject);
  });
  return { kind: 'bytes', bytes };
}
