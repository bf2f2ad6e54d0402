/** The sign of the house: a dial whose hand has swept the first half of the hour. */
export function Dial({ className = '' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <circle cx="16" cy="16" r="14" fill="var(--face)" />
      <path d="M16 2a14 14 0 0 1 0 28z" fill="var(--accent)" />
      <circle cx="16" cy="16" r="14" fill="none" stroke="var(--on-accent)" strokeWidth="2.5" />
      <path
        d="M16 25.5V16l4.6-4.6"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Name and sign together. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 font-display text-2xl leading-none font-bold tracking-tight">
      <Dial className="size-7" />
      Halfpast
    </span>
  );
}
