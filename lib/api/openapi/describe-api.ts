import type { oas31, ZodOpenApiPathsObject } from 'zod-openapi';
import { createDocument } from 'zod-openapi';
import { noBody } from '../inputs.ts';
import { holdersOf } from '../../http/rights.ts';
import { holdersOfJobs } from '../jobs/job-rights.ts';
import type { RouteSchema } from '../route.ts';
import { allRoutes } from '../route.ts';
import {
  acceptedHeaders,
  answerHeaders,
  requestHeaders,
  unchangedHeaders,
} from './document-headers.ts';
import examplesJson from './examples.json' with { type: 'json' };
import { nameSchemas } from './name-schemas.ts';
import { refusedAnswers } from './refused-answers.ts';
import { nameShapes } from './schema-names.ts';

/** What the app itself takes and answers, in a small tenant. */
const examples: Readonly<
  Record<string, { readonly request?: unknown; readonly answer?: unknown }>
> = examplesJson;

/**
 * Describes the API in OpenAPI 3.1, made from the schemas that parse its requests.
 * @param origin where this API is served
 */
export async function describeApi(origin: string): Promise<oas31.OpenAPIObject> {
  nameShapes();
  const paths: ZodOpenApiPathsObject = {};
  for (const route of await allRoutes()) {
    const path = `/${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Unseat',
      version: '1',
      description:
        'Takes Microsoft 365 licenses away, holds the data for 30 days, brings it back or purges it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  });
  return nameSchemas(document);
}

function describeRoute(route: RouteSchema): NonNullable<ZodOpenApiPathsObject[string]['get']> {
  const isOpen = route.access === 'open';
  const { request, answer } = examples[route.name] ?? {};
  return {
    operationId: route.name,
    summary: route.summary,
    ...(isOpen ? { security: [] } : { security: [{ bearer: [] }], description: whoMay(route) }),
    requestParams: { path: route.params, query: route.query, header: requestHeaders(route) },
    ...(hasBody(route)
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: {
              'application/json': {
                schema: route.body,
                ...(request !== undefined && { example: request }),
              },
            },
          },
        }
      : {}),
    responses: {
      ...(route.accepts === true ? { '202': accepted(route) } : {}),
      '200': {
        description: route.accepts === true ? 'What it would do (dryRun=true).' : 'Done, or read.',
        headers: answerHeaders(route),
        content: {
          [route.contentType ?? 'application/json']: {
            schema: route.answer,
            ...(answer !== undefined && { example: answer }),
          },
        },
      },
      ...(route.method === 'GET' && {
        '304': {
          description: 'What the caller has already, by the ETag in If-None-Match.',
          headers: unchangedHeaders,
        },
      }),
      ...refusedAnswers(route),
    },
  };
}

function accepted({ answer }: RouteSchema) {
  return {
    description: 'Accepted, and done by and by: Location says where to look, Retry-After when.',
    headers: acceptedHeaders,
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
