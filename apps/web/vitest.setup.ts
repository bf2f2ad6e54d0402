import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// How long a busy machine may take to paint is not what these tests are about.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

afterEach(() => {
  cleanup();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.restoreAllMocks();
});
