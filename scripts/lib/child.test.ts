import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChild } from './child.mjs';
import { identityOf } from './lock.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfpast-child-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => path.join(folder, name);

/** A child that says "up" in a file when it is ready, and runs `code`. */
const aChild = (code: string, name = 'child') => ({
  name: 'The child',
  args: [
    '-e',
    `require('fs').writeFileSync(${JSON.stringify(file('up'))}, ''); ${code}; setInterval(() => {}, 1000)`,
  ],
  env: process.env,
  logFile: file(`${name}.log`),
  ready: async () => existsSync(file('up')),
});

describe('a child', () => {
  it('is ready, then runs until it is stopped', async () => {
    const { pid, ended, stop } = await startChild(aChild('console.log("hello")'));
    expect(identityOf(pid ?? 0)).toBeDefined();
    await stop();
    expect(await ended).toBe('SIGTERM');
    expect(readFileSync(file('child.log'), 'utf8')).toBe('hello\n');
    expect(identityOf(pid ?? 0)).toBeUndefined();
  });

  it('leaves nothing of its group behind', async () => {
    const grandchild = `const { spawn } = require('child_process');
      require('fs').writeFileSync(${JSON.stringify(file('pid'))}, String(spawn('sleep', ['60']).pid))`;
    const { stop } = await startChild(aChild(grandchild));
    await expect.poll(() => existsSync(file('pid'))).toBe(true);
    const pid = Number(readFileSync(file('pid'), 'utf8'));
    await stop();
    await expect.poll(() => identityOf(pid)).toBeUndefined();
  });

  it('that ends before it is ready is told with its last words', async () => {
    const child = { ...aChild('console.error("no database"); process.exit(3)'), ready: async () => false };
    await expect(startChild(child)).rejects.toThrow('The child did not start (exit code 3).\nno database');
  });

  it('is stopped when the start is given up', async () => {
    const abort = new AbortController();
    const starting = startChild({ ...aChild(''), ready: async () => false, signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    await expect(starting).rejects.toThrow('The child did not start (SIGTERM)');
  });

  it('keeps the logs of the times before, and not for ever', async () => {
    writeFileSync(file('child.log'), 'before');
    for (let n = 1; n <= 9; n++) writeFileSync(file(`child.log.${n}`), `${n} before that`);
    const { stop } = await startChild(aChild(''));
    await stop();
    const kept = readdirSync(folder).filter((name) => name.startsWith('child.log'));
    expect(kept).toHaveLength(10);
    expect(readFileSync(file('child.log.1'), 'utf8')).toBe('before');
    expect(readFileSync(file('child.log.2'), 'utf8')).toBe('1 before that');
    expect(readFileSync(file('child.log.9'), 'utf8')).toBe('8 before that');
  });

  it('ends with the process that started it, even by SIGKILL', async () => {
    const script = `import { startChild } from ${JSON.stringify(path.join(import.meta.dirname, 'child.mjs'))};
      const { pid } = await startChild({ name: 'x', args: ['-e', 'setInterval(() => {}, 1000)'], env: process.env,
        logFile: ${JSON.stringify(file('x.log'))}, ready: async () => true });
      setTimeout(() => console.log(pid), 300);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const pid = Number((await once(owner.stdout, 'data'))[0]);
    expect(identityOf(pid)).toBeDefined();
    owner.kill('SIGKILL');
    await expect.poll(() => identityOf(pid), { timeout: 5_000 }).toBeUndefined();
  });
});
