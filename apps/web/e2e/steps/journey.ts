import { expect, test as plain } from '@playwright/test';

/** A journey on which the browser had nothing to refuse: every script and style was one that our policy knows. */
export const test = plain.extend<{ policy: undefined }>({
  policy: [
    async ({ context }, use) => {
      const refused: string[] = [];
      context.on('console', (message) => {
        if (/Content Security Policy|Permissions policy/i.test(message.text())) refused.push(message.text());
      });
      await use(undefined);
      expect(refused).toEqual([]);
    },
    { auto: true },
  ],
});
