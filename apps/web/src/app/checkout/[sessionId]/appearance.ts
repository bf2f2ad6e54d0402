'use client';
import type { Appearance } from '@stripe/stripe-js';
import { useMemo, useSyncExternalStore } from 'react';

/** Our tokens in the words of Stripe's Appearance API, which knows no CSS variables. */
const appearanceFrom = (token: (name: string) => string, isDark: boolean): Appearance => ({
  theme: isDark ? 'night' : 'stripe',
  variables: {
    colorPrimary: token('--focus'),
    colorBackground: token('--sheet'),
    colorText: token('--ink'),
    colorTextSecondary: token('--ink-soft'),
    colorTextPlaceholder: token('--ink-soft'),
    colorDanger: token('--bad'),
    fontFamily: '"Figtree Variable", system-ui, sans-serif',
    fontSizeBase: '16px',
    borderRadius: '12px',
    spacingUnit: '4px',
  },
  rules: { '.Input': { border: `1.5px solid ${token('--edge')}`, boxShadow: 'none' } },
});

const darkness = () => window.matchMedia('(prefers-color-scheme: dark)');

const onDusk = (tell: () => void) => {
  const query = darkness();
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

/** How Stripe's fields look like ours, by day and by night. */
export function useAppearance(): Appearance {
  const isDark = useSyncExternalStore(
    onDusk,
    () => darkness().matches,
    () => false,
  );
  return useMemo(() => {
    const tokens = getComputedStyle(document.documentElement);
    return appearanceFrom((name) => tokens.getPropertyValue(name).trim(), isDark);
  }, [isDark]);
}
