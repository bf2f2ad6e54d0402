const known = new Map<string, string>();

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bINSERT INTO "(\w+)"\."(\w+)"/, 'insert'],
  [/\bUPDATE "(\w+)"\."(\w+)"/, 'update'],
  [/\bDELETE FROM "(\w+)"\."(\w+)"/, 'delete'],
  [/\bFROM "(\w+)"\."(\w+)"/, 'read'],
];

/** A statement as the trace tells of it: what it does, and to which table. */
export function inShort(sql: string): string {
  const found = known.get(sql);
  if (found !== undefined) return found;
  const short = shortened(sql);
  known.set(sql, short);
  return short;
}

function shortened(sql: string): string {
  for (const [pattern, verb] of patterns) {
    const match = pattern.exec(sql);
    if (match) return `${verb} ${match[1]}.${match[2]}`;
  }
  return sql.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
}
