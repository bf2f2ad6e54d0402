import type { Page } from '@playwright/test';

/** Whether one must scroll sideways to see all of a page. */
export const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
