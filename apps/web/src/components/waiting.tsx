/** Bars where text will be; said once to a screen reader. */
export function Waiting({
  label,
  rows = 3,
  className = 'h-20',
}: {
  label: string;
  rows?: number;
  className?: string;
}) {
  return (
    <div role="status" className="space-y-4">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <div key={row} aria-hidden="true" className={`animate-breathe rounded-2xl bg-line/70 ${className}`} />
      ))}
    </div>
  );
}
