import { formatMoney, priceFor } from '@halfpast/kernel';
import { lengthOf } from '@/components/times.ts';
import type { TutorProfile } from '@/trpc/answers.ts';

type Props = { tutor: TutorProfile; chosen: number; onChoose: (duration: number) => void };

/** What a lesson of that length costs with this tutor. */
export const priceWith = ({ hourlyRate, currency }: TutorProfile, minutes: number): string =>
  formatMoney(priceFor({ amount: hourlyRate, currency }, minutes));

/** The lengths on offer, each with its price. */
export function LengthChoice({ tutor, chosen, onChoose }: Props) {
  return (
    <fieldset className="mb-6 min-w-0">
      <legend className="mb-2 text-sm text-ink-soft">Length of the lesson</legend>
      <div className="flex flex-wrap gap-2">
        {tutor.durations.map((minutes) => (
          <label
            key={minutes}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded-full border-[1.5px] border-line px-4 font-medium hover:border-ink has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-offset-3 has-focus-visible:outline-(--focus)"
          >
            <input
              type="radio"
              name="duration"
              value={minutes}
              checked={minutes === chosen}
              onChange={() => onChoose(minutes)}
              className="sr-only"
            />
            {lengthOf(minutes)} <span className="tabular opacity-80">{priceWith(tutor, minutes)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
