// One core of random-histories.ts: runs the seeds it is told, and answers each with what its history has shown.
import { parentPort, workerData } from 'node:worker_threads';
import { runHistory } from './history.ts';

// Faults are errors by the thousand; where one came from is told when its seed is run alone.
if (workerData === 'brief') Error.stackTraceLimit = 0;

parentPort?.on('message', (seed: number) => {
  void runHistory(seed).then((result) => parentPort?.postMessage(result));
});
