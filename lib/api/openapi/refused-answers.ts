import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { statusOf } from '../../errors.ts';
import { allRefusals, isWhole } from '../../refusals/all.ts';
import type { RefusalSpec } from '../../refusals/refusal.ts';
import { ErrorDetail, InnerError } from '../error-answer.ts';
import type { RouteSchema } from '../route.ts';
import { isChanging } from './is-changing.ts';
import { refusalHeaders } from './document-headers.ts';
import { toPascal } from './to-pascal.ts';

/** Each code with the parameters its sentence is filled with, by the name it has in clients. */
export const refusalSchemas: Readonly<Record<string, z.ZodObject>> = Object.fromEntries(
  allRefusals.filter(isWhole).map((spec) => [nameOf(spec.code), refusalSchema(spec)]),
);

/** What a route can be refused with, by status: the codes each can have are named. */
export function refusedAnswers(route: RouteSchema): ZodOpenApiResponsesObject {
  const listed: ZodOpenApiResponsesObject = {};
  for (const status of statusesOf(route)) listed[`${status}`] = answers[status];
  return listed;
}

/** The body a route is refused with; null for a status it does not have. */
export function refusedBody(route: RouteSchema, status: number): z.ZodType | null {
  const known = statusesOf(route).find((one) => one === status);
  return known === undefined ? null : bodies[known];
}

function statusesOf(route: RouteSchema): readonly (keyof typeof bodies)[] {
  const listed = [400, 500, 503] as const;
  const ofToken = route.access === 'open' ? [] : ([401, 429] as const);
  const ofRight = ['open', 'signedIn'].includes(route.access) ? [] : ([403, 404] as const);
  const ofChange = isChanging(route) ? ([409, 422] as const) : [];
  const ofData = route.path.includes('/data') ? ([410] as const) : [];
  const ofBody = route.method === 'GET' ? [] : ([411, 413, 415] as const);
  return [...listed, ...ofToken, ...ofRight, ...ofChange, ...ofData, ...ofBody];
}

const bodies = {
  400: bodyOf(400),
  401: bodyOf(401),
  403: bodyOf(403),
  404: bodyOf(404),
  409: bodyOf(409),
  410: bodyOf(410),
  411: bodyOf(411),
  413: bodyOf(413),
  415: bodyOf(415),
  422: bodyOf(422),
  429: bodyOf(429),
  500: bodyOf(500),
  503: bodyOf(503),
} as const;

const answers = {
  400: refusedAnswer(400),
  401: refusedAnswer(401),
  403: refusedAnswer(403),
  404: refusedAnswer(404),
  409: refusedAnswer(409),
  410: refusedAnswer(410),
  411: refusedAnswer(411),
  413: refusedAnswer(413),
  415: refusedAnswer(415),
  422: refusedAnswer(422),
  429: refusedAnswer(429),
  500: refusedAnswer(500),
  503: refusedAnswer(503),
} as const;

function refusedAnswer(status: keyof typeof bodies): ZodOpenApiResponseObject {
  return {
    id: `Refused${status}`,
    description: specsOf(status)
      .map(({ code, sentence }) => `- \`${code}\`: ${sentence}`)
      .join('\n'),
    headers: refusalHeaders(status),
    content: { 'application/json': { schema: bodies[status] } },
  };
}

function bodyOf(status: number): z.ZodType {
  const choices = specsOf(status).map(({ code }) => refusalSchemas[nameOf(code)]);
  const [first, ...others] = choices.filter((schema) => schema !== undefined);
  if (first === undefined) throw new Error(`no refusal is answered with ${status}`);
  return z.strictObject({ error: z.discriminatedUnion('code', [first, ...others]) });
}

function specsOf(status: number): readonly RefusalSpec[] {
  return allRefusals.filter((spec) => isWhole(spec) && statusOf[spec.kind] === status);
}

function nameOf(code: string): string {
  return `${toPascal(code)}Refusal`;
}

function refusalSchema({ code, kind, parameters }: RefusalSpec): z.ZodObject {
  return z.strictObject({
    code: z.literal(code),
    message: z.string(),
    parameters: parameters(),
    target: z.string().optional(),
    ...(kind === 'invalidRequest' && { details: z.array(ErrorDetail).optional() }),
    innerError: InnerError,
  });
}
