import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** "hh:mm:ss" or "d.hh:mm:ss" in milliseconds, as .NET writes a TimeSpan. */
const TimeSpan = z
  .string()
  .regex(/^(?:\d+\.)?\d{1,2}:\d{2}:\d{2}(?:\.\d+)?$/, 'is no time such as "00:00:30"')
  .transform((text) => {
    const [seconds = 0, minutes = 0, hours = '0'] = text.split(':').toReversed();
    const [hour = '0', days = '0'] = hours.split('.').toReversed();
    return (
      (Number(days) * 86_400 + Number(hour) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
    );
  });

const Queues = z.object({
  batchSize: z.coerce.number().int().min(1).max(32).default(16),
  newBatchThreshold: z.coerce.number().int().min(0).optional(),
  maxDequeueCount: z.coerce.number().int().min(1).default(5),
  visibilityTimeout: TimeSpan.prefault('00:00:00'),
  maxPollingInterval: TimeSpan.prefault('00:01:00'),
  messageEncoding: z.enum(['base64', 'none']).default('base64'),
});

const HostJson = z.object({
  version: z.literal('2.0'),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
      queues: Queues.prefault({}),
    })
    .prefault({}),
});

export type QueueSettings = Omit<z.infer<typeof Queues>, 'newBatchThreshold'> & {
  newBatchThreshold: number;
};
export interface HostSettings {
  readonly routePrefix: string;
  readonly queues: QueueSettings;
}

export async function readHostJson(folder: string): Promise<HostSettings> {
  const file: unknown = JSON.parse(await readFile(join(folder, 'host.json'), 'utf8'));
  const { extensions } = HostJson.parse(withOverrides(file));
  const { queues, http } = extensions;
  return {
    routePrefix: http.routePrefix,
    queues: { ...queues, newBatchThreshold: queues.newBatchThreshold ?? queues.batchSize >> 1 },
  };
}

/** A setting such as AzureFunctionsJobHost__extensions__queues__batchSize wins over host.json, as in Azure. */
function withOverrides(file: unknown): unknown {
  const root = structuredClone(file);
  for (const [name, value] of Object.entries(process.env)) {
    const [prefix, ...path] = name.split('__');
    const last = path.pop();
    if (prefix !== 'AzureFunctionsJobHost' || last === undefined) continue;
    let node: unknown = root;
    for (const step of path) node = isNode(node) ? (node[step] ??= {}) : undefined;
    if (isNode(node)) node[last] = value;
  }
  return root;
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
