import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

/**
 * Puts the moved time into the Date header of every answer. node:http has a Date of its own that nobody can move, and Azurite
 * leaves the header to it for most operations.
 */
export function moveDateHeader(): void {
  subscribe('http.server.request.start', (message) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape Node documents for this channel
    const { response } = message as { response: ServerResponse };
    response.sendDate = false;
    response.setHeader('date', new Date().toUTCString());
  });
}
