import { type Clock, plusSeconds } from '@halfpast/kernel';

const capacity = 1_000;

/**
 * Answers a repeated question from memory for a few seconds, so that a page that asks every second costs little. A
 * refusal is not remembered; the oldest answers make room.
 */
export function rememberBriefly<T>(
  ask: (id: string) => Promise<T>,
  { clock, seconds }: { readonly clock: Clock; readonly seconds: number },
): (id: string) => Promise<T> {
  const answers = new Map<string, { readonly answer: Promise<T>; readonly until: Date }>();
  const forget = (id: string) => answers.delete(id);
  return (id) => {
    const known = answers.get(id);
    if (known && clock() < known.until) return known.answer;
    const answer = ask(id);
    forget(id);
    answers.set(id, { answer, until: plusSeconds(clock(), seconds) });
    answer.catch(() => forget(id));
    const oldest = answers.keys().next();
    if (answers.size > capacity && !oldest.done) forget(oldest.value);
    return answer;
  };
}
