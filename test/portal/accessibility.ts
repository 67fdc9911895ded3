import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const Found = z.array(
  z.object({
    id: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })),
  }),
);

/** What axe finds wrong with what a page shows now. */
export async function findFlaws(page: Page): Promise<readonly string[]> {
  // Tabster's own helpers hold the focus for a moment; Microsoft's scanner leaves them out too (microsoft/tabster#288).
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    `axe.run({ exclude: [['[data-tabster-dummy]']] }).then(({ violations }) => violations)`,
  );
  return Found.parse(found).flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
