import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { compiled, entraSources, infra, mainSources, writeSums } from './sources.ts';

const howToGet = `There is no bicep on the PATH. Get Microsoft's compiler with one of
  az bicep install                                 (then: PATH="$HOME/.azure/bin:$PATH" npm run infra)
  dotnet: the package Azure.Bicep.CommandLine.linux-x64 of NuGet, tools/bicep in it
What it made last is in infra/compiled, and a test says whether that fits the sources.`;

const { graphTypes } = new Command('npm run infra --')
  .description("Compiles infra/ with Microsoft's Bicep compiler into infra/compiled.")
  .option(
    '--graph-types <file>',
    "Microsoft Graph's Bicep types, where Microsoft's registry can't be reached",
  )
  .parse()
  .opts<{ graphTypes?: string }>();

/** The same for everybody who compiles, so that the snapshot changes only with the template. */
const sample = {
  AZURE_ENV_NAME: 'sample',
  AZURE_LOCATION: 'westeurope',
  UNSEAT_NOTICE_WEBHOOK_URL: 'https://notices.contoso.com/unseat',
  UNSEAT_NOTICE_WEBHOOK_SECRET: 'at-least-16-characters',
  UNSEAT_ALERT_EMAIL: 'operators@contoso.com',
  UNSEAT_MONTHLY_BUDGET: '100',
};

async function bicep(...args: readonly string[]): Promise<void> {
  const { stdout, stderr } = await promisify(execFile)('bicep', args, {
    cwd: infra,
    env: { ...process.env, ...sample },
  });
  process.stdout.write(stdout + stderr);
}

async function compileMain(): Promise<void> {
  await bicep('build', 'main.bicep', '--outfile', join(compiled, 'main.json'));
  const nobody = '00000000-0000-0000-0000-000000000000';
  await bicep(
    'snapshot',
    'main.bicepparam',
    '--mode',
    'overwrite',
    '--location',
    'westeurope',
    '--subscription-id',
    nobody,
    '--tenant-id',
    nobody,
  );
  await rename(join(infra, 'main.snapshot.json'), join(compiled, 'main.snapshot.json'));
  await writeSums('main', mainSources());
}

async function compileEntra(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'unseat-infra-'));
  try {
    const config = join(folder, 'bicepconfig.json');
    await writeFile(config, JSON.stringify({ extensions: { microsoftGraphV1: graphTypes } }));
    const from = graphTypes === undefined ? [] : ['--config', config];
    await bicep('build', 'entra/main.bicep', '--outfile', join(compiled, 'entra.json'), ...from);
    await writeSums('entra', entraSources());
  } finally {
    await rm(folder, { recursive: true });
  }
}

try {
  await compileMain();
  await compileEntra();
  console.log('Compiled into infra/compiled.');
} catch (error) {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  console.error(isMissing ? howToGet : error);
  process.exitCode = 1;
}
