'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';

const never = () => () => {};

/** The IANA zone of the person at the screen; UTC while the server renders, which knows no person. */
export const useViewerZone = (): string =>
  useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );

/** The present instant, told again every `every` milliseconds; undefined until there is a browser. */
export function useNow(every: number): Date | undefined {
  const [now, setNow] = useState<Date>();
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
