import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNext, signInThen } from './safe-next.ts';

describe('safeNext', () => {
  it('leads back to a path of ours with its query', () => {
    const path = '/tutors/ana?duration=60&time=2026-11-26T15%3A30%3A00.000Z';
    expect(safeNext(path)).toBe(path);
    expect(safeNext(decodeURIComponent(signInThen(path).split('next=')[1] ?? ''))).toBe(path);
  });

  it.each([
    undefined,
    null,
    '',
    'sessions',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '//',
  ])('leads home instead of to %j', (next) => {
    expect(safeNext(next)).toBe('/');
  });

  it('never leads to another origin', () => {
    const scraps = fc.constantFrom('/', '\\', '\t', '@', ':', '.', '%2f', '?', '#', 'evil.example', 'https:');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(scraps).map((parts) => parts.join('')),
        ),
        (next) => {
          expect(new URL(safeNext(next), 'https://halfpast.example').origin).toBe('https://halfpast.example');
        },
      ),
    );
  });
});
