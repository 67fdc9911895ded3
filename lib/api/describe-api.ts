import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { createDocument } from 'zod-openapi';
import { ErrorAnswer } from './error-answer.ts';
import { noBody } from './inputs.ts';
import { holdersOf } from '../http/rights.ts';
import { holdersOfJobs } from './jobs/job-rights.ts';
import type { RouteSchema } from './route.ts';
import { allRoutes } from './route.ts';

/**
 * Describes the API in OpenAPI 3.1, made from the schemas that parse its requests.
 * @param origin where this API is served
 */
export async function describeApi(origin: string): Promise<ReturnType<typeof createDocument>> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of await allRoutes()) {
    const path = `/${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Unseat',
      version: '1',
      description:
        'Takes Microsoft 365 licenses away, holds the data for 30 days, brings it back or purges it.',
    },
    servers: [{ url: origin }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  });
}

function describeRoute(route: RouteSchema): NonNullable<ZodOpenApiPathsObject[string]['get']> {
  const isOpen = route.access === 'open';
  return {
    operationId: route.name,
    summary: route.summary,
    ...(isOpen ? { security: [] } : { security: [{ bearer: [] }], description: whoMay(route) }),
    requestParams: { path: route.params, query: route.query },
    ...(hasBody(route)
      ? { requestBody: { content: { 'application/json': { schema: route.body } } } }
      : {}),
    responses: {
      ...(route.accepts === true ? { '202': accepted(route) } : {}),
      '200': {
        description: route.accepts === true ? 'What it would do (dryRun=true).' : 'Done, or read.',
        content: { [route.contentType ?? 'application/json']: { schema: route.answer } },
      },
      ...(route.method === 'GET' && {
        '304': { description: 'What the caller has already, by the ETag in If-None-Match.' },
      }),
      default: {
        description: 'Refused; the message says what to do instead.',
        content: { 'application/json': { schema: ErrorAnswer } },
      },
    },
  };
}

function accepted({ answer }: RouteSchema) {
  return {
    description: 'Accepted, and done by and by: Location says where to look, Retry-After when.',
    headers: z.object({ location: z.string(), 'retry-after': z.string() }),
    content: { 'application/json': { schema: answer } },
  };
}

function whoMay({ access }: RouteSchema): string {
  if (access === 'open') return 'Everybody.';
  if (access === 'signedIn') return 'Takes any token of the tenant.';
  if (access === 'ofJob') return `Takes ${holdersOfJobs()}.`;
  if (access === 'readOrDelegate')
    return `Takes ${holdersOf('read')}; or a delegate, while the data is held.`;
  if (access === 'readOrCalendarLink') return `Takes ${holdersOf('read')}; or a calendar link.`;
  return `Takes ${holdersOf(access)}.`;
}

function hasBody({ body }: RouteSchema): boolean {
  return body !== noBody;
}
