import type {
  HttpFunctionOptions,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions';
import { describeFailure } from '../http/failure.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { SettingsError } from '../settings.ts';
import type { Pages } from './answer-page.ts';

type Answer = (pages: Pages, request: HttpRequest) => Promise<HttpResponseInit>;

/** What `app.http` takes to serve a route of the pages. Whoever they are for signs in on them. */
export function servePages(route: string, pages: Pages, answer: Answer): HttpFunctionOptions {
  return {
    methods: ['GET', 'HEAD'],
    route,
    authLevel: 'anonymous',
    handler: async (request, context) => {
      try {
        return await answer(pages, request);
      } catch (error) {
        return fault(error, request, context);
      }
    },
  };
}

function fault(error: unknown, request: HttpRequest, context: InvocationContext): HttpResponseInit {
  context.error(`pages: request ${context.invocationId}`, describeFailure(error));
  const isUnset = error instanceof SettingsError;
  return {
    status: isUnset ? 503 : 500,
    headers: {
      ...securityHeaders(request),
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
    body: isUnset
      ? `This app has wrong settings: ${error.problems.join('; ')}.`
      : `The pages can't be served; the log says why. Request ${context.invocationId}.`,
  };
}
