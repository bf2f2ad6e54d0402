import { CronExpressionParser } from 'cron-parser';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * When a sleep or a timeout ends: a duration such as `1d2h30s` from now, or an ISO 8601 instant.
 * @throws Error that names what it can't read
 */
export function endOf(text: string, now: Date): Date {
  if (/^(\d+[smhdw])+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+)([smhdw])/g)];
    const total = parts.reduce(
      (sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs],
      0,
    );
    return new Date(now.getTime() + total);
  }
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new Error(`"${text}" is neither a duration nor an instant`);
  return instant;
}

const minutes = (count: number) => count * 60_000;
const backoff = [15_000, 30_000, minutes(1), minutes(2), minutes(5), minutes(10), minutes(20), minutes(40)];

/** How long Inngest waits before attempt number `attempt` + 1; `jitter` is in [0, 1). */
export function backoffMs(attempt: number, jitter: number): number {
  const base = backoff[attempt] ?? minutes(attempt === backoff.length ? 60 : 120);
  return base + Math.floor(jitter * 30_000);
}

/** When `retry-after` says to come back: seconds from now, or a date. `undefined` when it says nothing that we can read. */
export function retryAt(retryAfter: string | null | undefined, now: Date): Date | undefined {
  if (!retryAfter) return undefined;
  const at = /^\d+$/.test(retryAfter) ? now.getTime() + Number(retryAfter) * 1_000 : Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : new Date(at);
}

/**
 * The first instant after `after` at which a cron expression fires: five fields in UTC, in another zone after `TZ=Area/City `.
 * @throws Error for an expression that isn't one
 */
export function nextFiring(expression: string, after: Date): Date {
  const [, zone, fields = expression] = /^TZ=(\S+)\s+(.+)$/.exec(expression) ?? [];
  if (!fields.startsWith('@') && fields.trim().split(/\s+/).length !== 5) {
    throw new Error(`"${expression}" has not five fields`);
  }
  return CronExpressionParser.parse(fields, { currentDate: after, tz: zone ?? 'UTC' })
    .next()
    .toDate();
}
