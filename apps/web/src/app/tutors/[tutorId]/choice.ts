/** What the address bar keeps of a choice, so that signing in leads back to it. */
export type Choice = { readonly duration: number; readonly time: string | undefined };

type Asked = {
  readonly duration?: string | string[] | undefined;
  readonly time?: string | string[] | undefined;
};

/** The choice in an address, as far as the tutor offers it. */
export function choiceIn(asked: Asked, durations: readonly number[]): Choice {
  const duration = durations.find((minutes) => String(minutes) === asked.duration);
  const usual = durations.includes(60) ? 60 : (durations.at(0) ?? 60);
  return {
    duration: duration ?? usual,
    time: typeof asked.time === 'string' ? instantIn(asked.time) : undefined,
  };
}

function instantIn(text: string): string | undefined {
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

/** The address of a tutor's page with a choice made. */
export function addressOf(tutorId: string, { duration, time }: Choice): string {
  const query = new URLSearchParams({ duration: String(duration), ...(time && { time }) });
  return `/tutors/${encodeURIComponent(tutorId)}?${query}`;
}
