import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cancelJobRoute } from '../../functions/api/cancel-job.ts';
import { createJobRoute } from '../../functions/api/create-job.ts';
import { getJobRoute } from '../../functions/api/get-job.ts';
import { listJobResultsRoute } from '../../functions/api/list-job-results.ts';
import { listJobsRoute } from '../../functions/api/list-jobs.ts';
import { undoOperationRoute } from '../../functions/api/undo-operation.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

const userIds = Array.from({ length: 45 }, (_, index) => userId(index + 1));
let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  const users = userIds.map((id) =>
    user([direct('E3')], { id, userPrincipalName: `${id}@contoso.com` }),
  );
  await world.load([product('E3', 45)], users);
});

const JobId = z.object({ jobId: z.string() });

async function start(body: object, as = 'Global Administrator'): Promise<string> {
  const { body: accepted } = await ask(world, createJobRoute, { body, as });
  return JobId.parse(accepted).jobId;
}

describe('POST /api/jobs', () => {
  it('accepts with where to look and when, and the job answers there until it is done', async () => {
    const body = { action: 'unassignAll', userIds };
    const headers = { 'idempotency-key': 'leavers' };
    const answer = await ask(world, createJobRoute, { body, headers });
    const { jobId } = JobId.parse(answer.body);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/api/jobs/${jobId}`);
    expect(answer.headers.get('retry-after')).toBe('5');
    const params = { jobId };
    const waiting = await ask(world, getJobRoute, { params });
    expect(waiting.body).toMatchObject({ status: 'waiting', users: { of: 45, done: 0 } });
    expect(waiting.headers.get('retry-after')).toBe('5');
    await world.handleMessages();
    const done = await ask(world, getJobRoute, { params });
    expect(done.headers.get('retry-after')).toBeNull();
    expect(done.body).toMatchObject({
      status: 'done',
      users: { of: 45, done: 45, changed: 45 },
      freedSeats: [{ skuId: skuId('E3'), count: 45 }],
      takenSeats: [],
    });
    const again = await ask(world, createJobRoute, { body, headers });
    expect({ status: again.status, body: again.body }).toEqual({ status: 202, body: answer.body });
    const listed = await ask(world, listJobsRoute);
    expect(listed.body).toMatchObject({ value: [done.body], nextLink: null });
    const results = await ask(world, listJobResultsRoute, { params, query: { top: '20' } });
    expect(results.body).toMatchObject({
      value: userIds.slice(0, 20).map((id) => ({ userId: id, status: 'changed' })),
      nextLink: expect.stringContaining('skipToken='),
    });
  });

  it.each([
    ['unassignAll', {}, 'License Administrator', 202],
    ['restore', {}, 'License Administrator', 403],
    ['block', {}, 'License Administrator', 403],
    ['unblock', {}, 'User Administrator', 202],
    ['restore', {}, 'User Administrator', 202],
    ['assign', { licenses: [{ skuId: skuId('E3') }] }, 'License Administrator', 202],
    ['unassignAll', {}, 'Global Reader', 403],
    ['block', {}, 'Compliance Administrator', 403],
  ])('%s takes the right of what it does: %j as %s is %i', async (action, more, as, status) => {
    const body = { action, userIds, ...more };
    expect((await ask(world, createJobRoute, { body, as })).status).toBe(status);
  });

  it.each([
    [{ action: 'deleteUser', userIds }, /unassignAll, assign, restore, block, unblock or undo/],
    [{ action: 'block', userIds: [] }, /give 1 to 10000 user ids/],
    [{ action: 'block', userIds: [userId(1), userId(1)] }, /repeats the entry at \[0\]/],
    [{ action: 'block', userIds, licenses: [] }, /'licenses' is not a property/],
    [{ action: 'assign', userIds, licenses: [] }, /names no product/],
  ])('%j is refused as a whole', async (body, says) => {
    const answer = await ask(world, createJobRoute, { body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(says);
    expect(world.memory.all('licensing').filter(({ key }) => key.startsWith('B'))).toEqual([]);
  });

  it('takes 10,000 users, and not one more', async () => {
    const ids = Array.from({ length: 10_001 }, (_, index) => userId(index + 1));
    const body = { action: 'block', userIds: ids.slice(1) };
    expect((await ask(world, createJobRoute, { body })).status).toBe(202);
    const more = { action: 'block', userIds: ids };
    expect((await ask(world, createJobRoute, { body: more })).status).toBe(400);
  });

  it('says in a dry run what it would come to, and is no job', async () => {
    const body = { action: 'unassignAll', userIds };
    const { status, body: sums } = await ask(world, createJobRoute, {
      body,
      query: { dryRun: 'true' },
    });
    expect(status).toBe(200);
    expect(sums).toMatchObject({
      jobId: null,
      dryRun: true,
      users: { of: 45, changed: 45, unchanged: 0, failed: 0 },
      licenses: [{ outcome: 'unassigned', count: 45 }],
      data: expect.arrayContaining([expect.objectContaining({ service: 'exchange', users: 45 })]),
      freedSeats: [{ count: 45 }],
    });
    expect((await ask(world, listJobsRoute)).body).toMatchObject({ value: [] });
  });
});

describe('A job that was accepted', () => {
  it('is cancelled by whoever may do what it does, and stays as it is once it has ended', async () => {
    const params = { jobId: await start({ action: 'block', userIds }) };
    const refused = await ask(world, cancelJobRoute, { params, as: 'License Administrator' });
    expect(refused.status).toBe(403);
    const dry = await ask(world, cancelJobRoute, { params, query: { dryRun: 'true' } });
    expect(dry.body).toMatchObject({ status: 'cancelled' });
    expect((await ask(world, getJobRoute, { params })).body).toMatchObject({ status: 'waiting' });
    const answer = await ask(world, cancelJobRoute, { params, as: 'User Administrator' });
    expect(answer.body).toMatchObject({ status: 'cancelled', users: { done: 0 } });
    await world.handleMessages();
    expect((await world.store.user(userId(1)))?.value.accountEnabled).toBe(true);
    const again = await ask(world, cancelJobRoute, { params });
    expect(again.body).toEqual(answer.body);
  });

  it('is found in the audit of each of its users, and taken back by a job alone', async () => {
    const jobId = await start({ action: 'unassignAll', userIds });
    await world.handleMessages();
    const query = { userId: userId(44) };
    expect((await ask(world, listOperationsRoute, { query })).body).toMatchObject({
      value: [{ operationId: jobId, path: 'job', targets: { done: 45, of: 45 } }],
    });
    const refused = await ask(world, undoOperationRoute, { params: { operationId: jobId } });
    expect(refused.status).toBe(409);
    expect(JSON.stringify(refused.body)).toContain('POST /api/jobs with');
    await start({ action: 'undo', operationId: jobId }, 'License Administrator');
    await world.handleMessages();
    expect(await world.consumed(skuId('E3'))).toBe(45);
  });

  it('is not there for those who ask for an operation that is none', async () => {
    const params = { jobId: '1'.repeat(32) };
    for (const route of [getJobRoute, listJobResultsRoute]) {
      expect((await ask(world, route, { params })).status).toBe(404);
    }
    expect((await ask(world, cancelJobRoute, { params })).status).toBe(404);
  });
});
