// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { createApi, encode } from './api.ts';

afterEach(() => vi.unstubAllGlobals());

it('writes nested fields with brackets and leaves out what is not there', () => {
  const form = encode({ card: { number: '42', cvc: undefined }, list: ['a', 'b'], flag: true, none: null });
  expect([...form]).toEqual([
    ['card[number]', '42'],
    ['list[0]', 'a'],
    ['list[1]', 'b'],
    ['flag', 'true'],
  ]);
});

it('says so when the sandbox cannot be reached', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  const { error } = await createApi('http://127.0.0.1:1', 'pk_test_x').retrieve('pi_1_secret_2');
  expect(error).toMatchObject({ type: 'api_connection_error' });
});
