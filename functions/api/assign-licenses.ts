import { app } from '@azure/functions';
import { z } from 'zod';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { DryRun, UserParams } from '../../lib/api/inputs.ts';
import { LicensesInput } from '../../lib/api/jobs/job-input.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const assignLicensesRoute = route({
  name: 'assignLicenses',
  method: 'POST',
  path: 'api/users/{userId}/assign',
  summary: 'Give products to a user; held data that they provide comes back.',
  access: 'unassign',
  params: UserParams,
  query: DryRun,
  body: z.strictObject({ licenses: LicensesInput }),
  answer: OperationBody,
  handle: async (session, { params, body }) => {
    const userId = await requestUser(session, params.userId);
    return { body: operationBody(await assignLicenses(session, userId, body.licenses)) };
  },
});

app.http(assignLicensesRoute.name, serve(assignLicensesRoute));
