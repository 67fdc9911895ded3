import type { HttpRequest, InvocationContext } from '@azure/functions';

/** The ids a request is found by: ours, and the one its sender chose. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** The ids of a request; the sender's own is taken when it is a usable one. */
export function requestIdsOf(request: HttpRequest, context: InvocationContext): RequestIds {
  const sent = request.headers.get('client-request-id');
  const isUsable = sent !== null && /^[A-Za-z0-9-]{1,64}$/.test(sent);
  return {
    requestId: context.invocationId,
    clientRequestId: isUsable ? sent : context.invocationId,
  };
}
