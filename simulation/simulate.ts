import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import colors from 'picocolors';
import { runEveryFault } from './runs/every-fault.ts';
import { huntBugs } from './planted/hunt-bugs.ts';
import type { RandomHistories } from './runs/random-histories.ts';
import { runRandomHistories } from './runs/random-histories.ts';

const options = new Command('npm run simulate --')
  .description(
    'Runs random histories under faults and checks the invariants; a seed tells one history again.',
  )
  .option('--seed <number>', 'only this history, with everything it found', toNumber)
  .option('--minutes <number>', 'as many histories as fit into the time', toNumber)
  .option('--histories <number>', 'so many histories; 200 when nothing else is said', toNumber)
  .option('--from <number>', 'the first seed', toNumber, 1)
  .option('--workers <number>', 'histories side by side', toNumber, availableParallelism())
  .option('--bail', 'end at the first violation')
  .option('--exhaustive', 'every fault at every call of every path instead, one by one')
  .option('--everything', 'the histories, every fault at every call, and all planted bugs')
  .parse()
  .opts<RandomHistories & { exhaustive?: true; everything?: true }>();

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It is a number.');
  return value;
}

const { exhaustive = false, everything = false } = options;
const lines: string[] = [];
let isGreen = true;
if (everything || !exhaustive) {
  const figures = await runRandomHistories(options);
  lines.push(...figures.lines());
  isGreen &&= figures.failed.length === 0;
}
if (everything || exhaustive) {
  const faults = await runEveryFault();
  lines.push(...faults.lines);
  isGreen &&= faults.isGreen;
}
if (everything) {
  const hunt = await huntBugs();
  lines.push(hunt.line);
  isGreen &&= hunt.isGreen;
}
console.log(lines.join('\n'));
console.log(isGreen ? colors.green('Every invariant holds.') : colors.red('It does not hold.'));
if (!isGreen) process.exitCode = 1;
