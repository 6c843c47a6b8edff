import { spawn } from 'node:child_process';
import { runCommand } from './failure.mjs';
import { shippedEnvironment, shippedNode } from './shipped-node.mjs';

/** `node scripts/node.mjs FILE ...` runs FILE under the shipped Node, whatever Node npm itself runs under. */
await runCommand(async () => {
  const child = spawn(shippedNode(), process.argv.slice(2), { stdio: 'inherit', env: shippedEnvironment() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code, signal] = await new Promise((ended, failed) => {
    child.once('error', failed).once('exit', (...outcome) => ended(outcome));
  });
  process.exitCode = signal ? 1 : code;
});
