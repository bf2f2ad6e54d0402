import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf, takeLock } from './lock.mjs';

describe('the lock', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'halfpast-lock-'));
    file = path.join(folder, 'start.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is free again once it is released', () => {
    const first = takeLock(file);
    expect(first).toMatchObject({ tookOver: false });
    if ('release' in first) first.release();
    expect(takeLock(file)).toMatchObject({ tookOver: false });
    expect(readdirSync(folder)).toEqual(['start.lock']);
  });

  it('tells who holds it and where to find them', () => {
    takeLock(file, { url: 'http://localhost:3000' });
    expect(takeLock(file)).toMatchObject({ holder: { pid: process.pid, url: 'http://localhost:3000' } });
    expect(readdirSync(folder)).toEqual(['start.lock']);
  });

  it.each([
    ['of a process that is gone', () => JSON.stringify({ pid: 2 ** 30, identity: 'long gone' })],
    [
      'of a pid that somebody else has by now',
      () => JSON.stringify({ pid: process.pid, identity: 'another' }),
    ],
    ['that is torn', () => '{"pid":'],
  ])('%s is taken over', (_, stale) => {
    writeFileSync(file, stale());
    expect(takeLock(file)).toMatchObject({ tookOver: true });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('goes to one of many who want it at once', async () => {
    writeFileSync(file, JSON.stringify({ pid: 2 ** 30, identity: 'long gone' }));
    const script = `import { takeLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.mjs'))};
      process.stdin.once('data', () => console.log('release' in takeLock(${JSON.stringify(file)}) ? 'won' : 'lost'));
      console.log('ready');`;
    const all = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script]),
    );
    await Promise.all(all.map((each) => once(each.stdout, 'data')));
    const answers = all.map(async (each) => String((await once(each.stdout, 'data'))[0]).trim());
    for (const each of all) each.stdin.write('go\n');
    const said = await Promise.all(answers);
    for (const each of all) each.kill();
    expect(said.filter((answer) => answer === 'won')).toHaveLength(1);
  });

  it('knows a process from another that has its pid later', async () => {
    const child = spawn('sleep', ['60']);
    const identity = identityOf(child.pid ?? 0);
    expect(identity).toBeTruthy();
    expect(identity).not.toBe(identityOf(process.pid));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(identityOf(child.pid ?? 0)).toBeUndefined();
    expect(existsSync(file)).toBe(false);
  });
});
