import pc from 'picocolors';
import type { LogLevel } from './app/core-types.ts';

export interface HostLog {
  note(line: string): void;
  problem(line: string, error?: unknown): void;
  invocation(functionName: string, ms: number, error?: unknown): void;
  app(level: LogLevel, functionName: string, message: string): void;
}

const loud: readonly LogLevel[] = ['warning', 'error', 'critical'];

export function createHostLog(options: { quiet?: boolean; verbose?: boolean } = {}): HostLog {
  if (options.quiet) {
    return { note: () => {}, problem: () => {}, invocation: () => {}, app: () => {} };
  }
  return {
    note: write,
    problem: (line, error) =>
      write(pc.yellow(error === undefined ? line : `${line} ${text(error)}`)),
    invocation: (name, ms, error) => {
      const outcome = error === undefined ? pc.green('ok    ') : pc.red('failed');
      write(`${outcome}  ${name}  ${pc.dim(`${ms.toFixed(1)} ms`)}`);
      if (error !== undefined) write(pc.red(text(error)));
    },
    app: (level, name, message) => {
      if (options.verbose || loud.includes(level)) write(`${level.padEnd(6)}  ${name}  ${message}`);
    },
  };
}

function write(line: string): void {
  console.log(`${pc.dim(clockTime())}  ${line}`);
}

function clockTime(): string {
  return new Date().toISOString().slice(11, 19);
}

function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
