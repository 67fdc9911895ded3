import { Command } from 'commander';
import { huntBugs } from './planted/hunt-bugs.ts';

const options = new Command('npm run planted-bugs --')
  .description(
    'Plants known bugs into a copy of the sources, one at a time, and tells whether the checks notice.',
  )
  .option('--only <text>', 'those whose name holds the text')
  .parse()
  .opts<{ only?: string }>();

const { line, isGreen } = await huntBugs(options.only);
console.log(line);
if (!isGreen) process.exitCode = 1;
