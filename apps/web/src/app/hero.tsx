/** Twelve marks of a dial; every third is long. */
const marks = Array.from({ length: 12 }, (_, hour) => ({ hour, from: hour % 3 === 0 ? 78 : 84 }));

/** What the house offers, in one sentence and one picture. */
export function Hero() {
  return (
    <section className="grid items-center gap-8 pt-4 pb-12 sm:pt-10 lg:grid-cols-[1fr_auto] lg:pb-16">
      <div>
        <h1 className="max-w-[15ch] text-[clamp(2.6rem,7.4vw,5rem)] leading-[0.98] font-bold tracking-[-0.035em]">
          One tutor, one hour, <span className="marked">all yours.</span>
        </h1>
        <p className="mt-6 max-w-[46ch] text-lg text-ink-soft">
          Pick somebody who teaches what you want to learn, see their open times on your own clock, and pay to
          make it certain.
        </p>
      </div>
      <svg viewBox="0 0 200 200" aria-hidden="true" className="w-72 max-lg:hidden">
        <circle cx="100" cy="100" r="94" fill="var(--face)" />
        <path d="M100 6a94 94 0 0 1 0 188z" fill="var(--accent)" />
        <circle cx="100" cy="100" r="94" fill="none" stroke="var(--on-accent)" strokeWidth="5" />
        {marks.map(({ hour, from }) => (
          <path
            key={hour}
            d={`M100 ${100 - from}V12`}
            transform={`rotate(${hour * 30} 100 100)`}
            stroke="var(--on-accent)"
            strokeWidth="4"
            strokeLinecap="round"
          />
        ))}
        <path
          d="M100 168V100l35-35"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="9"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="100" cy="100" r="8" fill="var(--on-accent)" />
      </svg>
    </section>
  );
}
