import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnseatError } from '../../lib/errors.ts';
import { productNames, skuId } from '../../simulation/builders/products.ts';
import { AppHistory } from './app-history.ts';
import { ModelHistory } from './model-history.ts';
import type { Step } from './steps.ts';
import { anyStep } from './steps.ts';

/** Does a step on both; what one refuses the other refuses with the same code. */
async function doStep(app: AppHistory, history: ModelHistory, step: Step): Promise<void> {
  const undone = step.kind === 'undo' ? history.taken.at(-1 - step.back) : undefined;
  const { code, taken = [] } = history.expect(step);
  const answer = await app.run(step, history.model.now, undone).catch((error: unknown) => {
    if (error instanceof UnseatError) return error.kind;
    throw error;
  });
  expect({ step, code: typeof answer === 'string' ? answer : 'ok' }).toEqual({ step, code });
  const licenses = taken.filter(({ products }) => products.length > 0);
  if (licenses.length > 0 && answer !== null && typeof answer === 'object') {
    const { operationId } = answer;
    if (operationId !== null) history.taken.push({ operationId, licenses, isUndone: false });
  }
  await app.world.handleMessages();
}

async function compare(app: AppHistory, history: ModelHistory): Promise<void> {
  const { model } = history;
  for (const name of productNames) {
    expect([name, await app.world.consumed(skuId(name))]).toEqual([name, model.consumed(name)]);
  }
  for (const [index, one] of model.users.entries()) {
    expect([index, await app.seen(index)]).toEqual([index, history.expected(one)]);
  }
}

describe('Two hundred random histories', () => {
  it('go as a simple model of the article says: same answers, same seats, same data', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 40 }), async (steps) => {
        const app = new AppHistory();
        const history = new ModelHistory();
        await app.load();
        await compare(app, history);
        for (const step of steps) {
          await doStep(app, history, step);
          await compare(app, history);
        }
      }),
      { numRuns: 200 },
    );
  });
});
