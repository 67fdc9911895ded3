import { app } from '@azure/functions';
import { z } from 'zod';
import { verifyAudit } from '../../lib/operations/audit/verify-audit.ts';
import { AuditVerification } from '../../lib/operations/audit/chain-state.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const verifyAuditRoute = route({
  name: 'verifyAudit',
  method: 'GET',
  path: 'api/audit/verify',
  summary:
    'Recomputes the chain of operations and tombstones, and names what was changed, removed or inserted.',
  access: 'read',
  params: none,
  query: z.strictObject({
    head: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'is not the hash of a head: expected 64 hexadecimal digits')
      .optional()
      .describe('The hash of a head an earlier answer gave: it must still be in the chain.'),
    skipToken: paging.skipToken,
  }),
  body: noBody,
  answer: z.strictObject({
    ...AuditVerification.shape,
    nextLink: z.string().nullable().describe('Absolute; null when all is checked.'),
  }),
  handle: async (session, { query, request }) => {
    const { head = null, skipToken: from = null } = query;
    const { verification, skipToken } = await verifyAudit(session, {
      head,
      skipToken: from,
    });
    const { nextLink } = listAnswer({ value: [], skipToken }, request);
    return { body: { ...verification, nextLink } };
  },
});

app.http(verifyAuditRoute.name, serve(verifyAuditRoute));
