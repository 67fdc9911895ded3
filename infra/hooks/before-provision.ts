import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fromAzd } from './environment.ts';

/**
 * Says before anything is made that a region has no Flex Consumption: provisioning would fail half way.
 * @returns what to do instead, or null when the region has it
 */
export function regionProblem(location: string, regions: readonly string[]): string | null {
  const names = regions.map(toName);
  return names.includes(toName(location))
    ? null
    : `${location} has no Flex Consumption. Choose one of ${names.join(', ')} with azd env set AZURE_LOCATION <region>, or another plan with azd env set UNSEAT_PLAN premium.`;
}

function toName(region: string): string {
  return region.toLowerCase().replaceAll(' ', '');
}

async function listRegions(): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('az', [
    'functionapp',
    'list-flexconsumption-locations',
    '--query',
    '[].name',
    '--output',
    'tsv',
  ]);
  return stdout.split('\n').filter((name) => name !== '');
}

async function checkRegion(): Promise<void> {
  let regions: readonly string[];
  try {
    regions = await listRegions();
  } catch (error) {
    console.warn(`Whether the region has Flex Consumption could not be asked: ${String(error)}`);
    return;
  }
  const problem = regionProblem(fromAzd('AZURE_LOCATION'), regions);
  if (problem === null) return;
  console.error(problem);
  process.exitCode = 1;
}

if (import.meta.main && process.env['UNSEAT_PLAN'] !== 'premium') await checkRegion();
