import { afterEach, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../postgres/testing.ts';
import { type Database, openDatabase } from './database.ts';

let database: Database | undefined;
afterEach(async () => {
  await database?.close();
  database = undefined;
});

const insert = { name: 'insert', text: 'INSERT INTO event VALUES ($1, $1, $2, now())' };
const count = { name: 'count', text: 'SELECT count(*)::int AS events FROM event' };

it('makes its tables when two open it at one moment', async () => {
  const url = await createTestDatabase(inject('postgresUrl'));
  const [first, second] = await Promise.all([openDatabase(url, 2), openDatabase(url, 2)]);
  database = first;
  expect(await second.query(count)).toEqual([{ events: 0 }]);
  await second.close();
});

it('takes back a transaction that failed, and goes on', async () => {
  const opened = await openDatabase(await createTestDatabase(inject('postgresUrl')), 2);
  database = opened;
  const failing = opened.transaction(async (query) => {
    await query(insert, ['a', '{}']);
    await query(insert, ['a', '{}']);
  });
  await expect(failing).rejects.toThrow('duplicate key');
  expect(await opened.query(count)).toEqual([{ events: 0 }]);
  expect(await opened.transaction((query) => query(count))).toEqual([{ events: 0 }]);
});

it('asks again what two transactions kept from one another', async () => {
  const opened = await openDatabase(await createTestDatabase(inject('postgresUrl')), 4);
  database = opened;
  await opened.query(insert, ['a', '{"n":0}']);
  await opened.query(insert, ['b', '{"n":0}']);
  const lock = { name: 'lock', text: "UPDATE event SET name = name || '+' WHERE id = $1" };
  const both = (first: string, second: string) =>
    opened.transaction(async (query) => {
      await query(lock, [first]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await query(lock, [second]);
    });
  await Promise.all([both('a', 'b'), both('b', 'a')]);
  const names = { name: 'names', text: 'SELECT name FROM event ORDER BY id' };
  expect(await opened.query(names)).toEqual([{ name: 'a++' }, { name: 'b++' }]);
});

it('says at once what waiting can not mend', async () => {
  const url = await createTestDatabase(inject('postgresUrl'));
  await expect(openDatabase(`${url}_none`, 1)).rejects.toThrow('does not exist');
});
