type Props = {
  subjects: readonly string[];
  chosen: string | undefined;
  onChoose: (subject: string | undefined) => void;
};

/** One subject or all of them; scrolls sideways where there is no room. */
export function SubjectFilter({ subjects, chosen, onChoose }: Props) {
  return (
    <fieldset className="-mx-4 mb-6 min-w-0 sm:mx-0">
      <legend className="sr-only">Subject</legend>
      <div className="flex gap-2 overflow-x-auto px-4 py-1.5 sm:flex-wrap sm:px-0">
        {[undefined, ...subjects].map((subject) => (
          <button
            key={subject ?? 'all'}
            type="button"
            aria-pressed={subject === chosen}
            onClick={() => onChoose(subject)}
            className="min-h-11 shrink-0 rounded-full border-[1.5px] border-line px-4 font-medium hover:border-ink aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper"
          >
            {subject ?? 'All subjects'}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
