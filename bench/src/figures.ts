/** The value below which `share` of the sorted values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** "p50 12 ms, p99 40 ms" as two cells. */
export const milliseconds = (values: readonly number[]): readonly [p50: string, p99: string] => [
  `${quantile(values, 0.5).toFixed(1)} ms`,
  `${quantile(values, 0.99).toFixed(1)} ms`,
];

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
