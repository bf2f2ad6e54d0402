import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterFolder, makeRefuge } from './places.ts';
import { reachableByAll } from './run-as.ts';

describe('the place of the cluster', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'halfpast-places-')));
    chmodSync(folder, 0o711);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const ourselves = () => ({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
  const notNeeded = () => {
    throw new Error('no refuge is needed');
  };

  it('is where it was wanted when we run it as ourselves', () => {
    chmodSync(folder, 0o700);
    const wanted = path.join(folder, 'data', 'postgres');
    expect(clusterFolder(wanted, undefined, notNeeded)).toBe(wanted);
    expect(statSync(wanted).mode & 0o777).toBe(0o700);
  });

  it('is where it was wanted when the other user can walk there', () => {
    const wanted = path.join(folder, 'postgres');
    expect(clusterFolder(wanted, ourselves(), notNeeded)).toBe(wanted);
  });

  it('is the same folder of the refuge each time when the other user cannot', () => {
    const refuge = path.join(folder, 'refuge');
    mkdirSync(path.join(folder, 'closed'), { mode: 0o700 });
    const place = (name: string) =>
      clusterFolder(path.join(folder, 'closed', name), ourselves(), () => refuge);
    expect(path.dirname(place('a'))).toBe(refuge);
    expect(place('a')).toBe(place('a'));
    expect(place('a')).not.toBe(place('b'));
  });

  it('knows a closed folder anywhere above', () => {
    mkdirSync(path.join(folder, 'closed', 'open'), { recursive: true });
    chmodSync(path.join(folder, 'closed'), 0o700);
    expect(reachableByAll(path.join(folder, 'closed', 'open'))).toBe(false);
    expect(reachableByAll(path.join(folder, 'not', 'there', 'yet'))).toBe(true);
  });

  it('takes the next refuge when one cannot be made or is open to others', () => {
    const open = path.join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    const good = path.join(folder, 'good');
    expect(makeRefuge(['/dev/null/refuge', open, good])).toBe(good);
    expect(existsSync(good)).toBe(true);
    expect(() => makeRefuge([open])).toThrow('could be made for PostgreSQL');
  });
});
