import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const script = `
  import { onceOrphaned } from '${new URL('./orphaned.mjs', import.meta.url)}';
  onceOrphaned(() => { console.log('orphaned'); process.exit(); }, 20);
  setTimeout(() => {}, 30_000);
  console.log('up');
`;

it('notices that the shell in between is gone', async () => {
  const shell = spawn('/bin/sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, script]);
  const said: string[] = [];
  shell.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString().trim()));
  await once(shell.stdout, 'data');
  shell.kill();
  await once(shell.stdout, 'close');
  expect(said).toEqual(['up', 'orphaned']);
});
