import { silentLogger } from '@halfpast/kernel/logger';
import { expect, it } from 'vitest';
import { reportFailure } from './report-failure.ts';

it('a run that gives up is told of by its name, its id and its cause', () => {
  const lines: object[] = [];
  const logger = { ...silentLogger, error: (fields: object) => void lines.push(fields) };
  const error = new Error('no');
  reportFailure(logger, 'confirm-paid-session')({ event: { data: { run_id: '01RUN' } }, error });
  expect(lines).toEqual([{ functionId: 'confirm-paid-session', runId: '01RUN', err: error }]);
});
