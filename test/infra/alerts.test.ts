import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { infra } from '../../infra/sources.ts';
import { Fact } from '../../lib/operations/engine/note.ts';
import { ofType } from './template.ts';

const Rule = z.object({
  criteria: z.object({ allOf: z.array(z.object({ query: z.string() })).length(1) }),
});
const lines = ofType('Microsoft.Insights/scheduledQueryRules').map(({ name, properties }) => ({
  name,
  query: Rule.parse(properties)
    .criteria.allOf.map(({ query }) => query)
    .join(),
}));
const metrics = ofType('Microsoft.Insights/metricAlerts').map(({ name }) => name);

describe('An alert', () => {
  it('has its section in the runbook, and each section its alert', () => {
    const runbook = readFileSync(join(infra, '../docs/operations.md'), 'utf8');
    const sections = [...runbook.matchAll(/^### (\S+)$/gm)].map(([, name]) => name);
    const alerts = [...lines.map(({ name }) => name), ...metrics];
    expect(alerts.length).toBeGreaterThan(2);
    expect(new Set(sections)).toEqual(new Set(alerts));
    expect(sections).toHaveLength(alerts.length);
  });

  it.each(lines)('$name waits for a line that the app writes, and reads fields it has', (alert) => {
    const event = /"event":"(\w+)"/.exec(alert.query)?.[1];
    const fact = Fact.options.find(({ shape }) => shape.event.value === event);
    expect(fact?.shape.event.value).toBe(event);
    const read = [...alert.query.matchAll(/fields\.(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(fact?.shape ?? {})).toEqual(expect.arrayContaining(read));
  });
});

it('The host samples no line away, and is silent about its polling', () => {
  const host = z
    .object({
      logging: z.object({
        logLevel: z.object({ default: z.literal('Warning'), Function: z.literal('Information') }),
        applicationInsights: z.object({
          samplingSettings: z.object({ excludedTypes: z.string() }),
        }),
      }),
    })
    .parse(JSON.parse(readFileSync(join(infra, '../host.json'), 'utf8')));
  const { excludedTypes } = host.logging.applicationInsights.samplingSettings;
  expect(excludedTypes.split(';')).toContain('Trace');
});
