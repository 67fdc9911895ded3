// One core of random-histories.ts: runs the seeds it is told, and answers each with what its history has shown.
import { parentPort } from 'node:worker_threads';
import { runHistory } from './history.ts';

parentPort?.on('message', (seed: number) => {
  void runHistory(seed).then((result) => parentPort?.postMessage(result));
});
