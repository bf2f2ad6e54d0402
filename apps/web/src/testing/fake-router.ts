import { vi } from 'vitest';

/** Next's router as the pages use it; it goes nowhere and remembers where it was sent. */
export const fakeRouter = () => ({
  push: vi.fn(),
  replace: vi.fn(),
  refresh: vi.fn(),
  prefetch: vi.fn(),
  back: vi.fn(),
  forward: vi.fn(),
  hmrRefresh: vi.fn(),
  bfcacheId: '',
});
