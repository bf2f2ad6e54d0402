const tints = ['bg-tint-1', 'bg-tint-2', 'bg-tint-3', 'bg-tint-4', 'bg-tint-5', 'bg-tint-6'] as const;

/** A number that an id always gives again. */
const hashOf = (id: string): number =>
  [...id].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) >>> 0, 7);

/** "Ana María Ruiz" → "AR" */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const [first, last] = [words.at(0), words.length > 1 ? words.at(-1) : undefined];
  return [first, last].map((word) => word?.at(0)?.toUpperCase() ?? '').join('');
}

type Props = { id: string; name: string; className?: string };

/** A person without a photograph: initials on a dial of their own tint and half. */
export function Avatar({ id, name, className = 'size-16 text-xl' }: Props) {
  const hash = hashOf(id);
  return (
    <span
      aria-hidden="true"
      className={`relative inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full font-display font-semibold ${tints[hash % tints.length]} ${className}`}
    >
      <svg
        viewBox="0 0 32 32"
        aria-hidden="true"
        className="absolute inset-0"
        style={{ rotate: `${(hash % 12) * 30}deg` }}
      >
        <path d="M16 0a16 16 0 0 1 0 32z" fill="var(--tint-shade)" />
      </svg>
      <span className="relative">{initialsOf(name)}</span>
    </span>
  );
}
