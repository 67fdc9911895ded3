import { z } from 'zod';
import { roles } from '../../lib/http/rights.ts';
import { findRole } from './find-role.ts';
import { issueWords } from '../../lib/schema-words.ts';

const Guid = z.guid({
  error: ({ input }) =>
    `${JSON.stringify(input)} is no id such as "62e90394-69f5-4237-9190-012177145e10"`,
});

const Role = z.string().transform((name, context) => {
  const id = findRole(name);
  if (id !== null) return id;
  const known = roles.map((role) => role.name).join(', ');
  context.issues.push({
    code: 'custom',
    input: name,
    message: `"${name}" is no role known here; known are ${known}`,
  });
  return z.NEVER;
});

const UserTokenRequest = z.strictObject({
  tenantId: Guid,
  /** May be empty: a token without any right. */
  roles: z.array(Role),
  userId: Guid.optional(),
  name: z.string().min(1).optional(),
});

const AppTokenRequest = z.strictObject({
  tenantId: Guid,
  permissions: z.array(z.string().min(1)),
  appId: Guid.optional(),
});

export type UserTokenRequest = z.infer<typeof UserTokenRequest>;
export type AppTokenRequest = z.infer<typeof AppTokenRequest>;

/** A request that names permissions is for an app, any other one for a user. */
export function parseTokenRequest(body: unknown): UserTokenRequest | AppTokenRequest | string {
  const isApp = typeof body === 'object' && body !== null && 'permissions' in body;
  const parsed = (isApp ? AppTokenRequest : UserTokenRequest).safeParse(body, {
    error: issueWords,
  });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  return `${problems.join('; ')}. A good one: {"tenantId":"…","roles":["License Administrator"]}`;
}
