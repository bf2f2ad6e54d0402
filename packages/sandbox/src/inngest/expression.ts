/** What an expression may look at: the event that started the run and, for a wait, the event that may end it. */
type Scope = { readonly event: unknown; readonly async?: unknown };
export type Condition = (scope: Scope) => boolean;
type Term = (scope: Scope) => unknown;

const token =
  /\s*(?:(&&|\|\||[=!<>]=|[<>!()[\].])|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*))/y;

type Token = { readonly kind: 'sign' | 'text' | 'number' | 'word'; readonly text: string };

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new Error(`"${source}" can't be read from "${source.slice(at).trim()}"`);
    const [, sign, text, number, word] = match;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (text !== undefined) tokens.push({ kind: 'text', text: unquoted(text) });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else tokens.push({ kind: 'word', text: word ?? '' });
  }
  return tokens;
}

const unquoted = (literal: string) => literal.slice(1, -1).replace(/\\(.)/g, '$1');

const ordered =
  (compare: (order: number) => boolean) =>
  (a: unknown, b: unknown): boolean => {
    if (typeof a === 'number' && typeof b === 'number') return compare(a - b);
    return typeof a === 'string' && typeof b === 'string' && compare(a < b ? -1 : Number(a > b));
  };

const comparisons: Record<string, (a: unknown, b: unknown) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
};

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined;

const words: Record<string, unknown> = { true: true, false: false, null: null };

/**
 * Reads the part of CEL that triggers and waits need: paths from `event` and `async`, literals, comparisons, `&& || !`
 * and parentheses.
 * @throws Error that names the expression when it goes beyond that
 */
export function parseExpression(source: string): Condition {
  const tokens = tokensOf(source);
  let at = 0;
  const refuse = (): never => {
    throw new Error(`"${source}" goes beyond the expressions that this engine reads`);
  };
  const take = (text: string): boolean => {
    const next = tokens[at];
    if (next?.kind !== 'sign' || next.text !== text) return false;
    at += 1;
    return true;
  };
  const either = (): Term => {
    let left = both();
    while (take('||')) left = or(left, both());
    return left;
  };
  const both = (): Term => {
    let left = compared();
    while (take('&&')) left = and(left, compared());
    return left;
  };
  const compared = (): Term => {
    const left = single();
    const sign = tokens[at];
    const compare = sign?.kind === 'sign' ? comparisons[sign.text] : undefined;
    if (!compare) return left;
    at += 1;
    const right = single();
    return (scope) => compare(left(scope), right(scope));
  };
  const single = (): Term => {
    if (take('!')) {
      const inner = single();
      return (scope) => inner(scope) !== true;
    }
    if (take('(')) {
      const inner = either();
      return take(')') ? inner : refuse();
    }
    const next = tokens[at++];
    if (next?.kind === 'text') return () => next.text;
    if (next?.kind === 'number') return () => Number(next.text);
    if (next?.kind !== 'word') return refuse();
    if (Object.hasOwn(words, next.text)) return () => words[next.text];
    return next.text === 'event' || next.text === 'async' ? path(next.text) : refuse();
  };
  const path = (root: 'event' | 'async'): Term => {
    const keys: string[] = [];
    for (;;) {
      const bracket = !take('.');
      if (bracket && !take('[')) break;
      const key = tokens[at++];
      if (!key || key.kind === 'sign' || (bracket && (key.kind === 'word' || !take(']')))) return refuse();
      keys.push(key.text);
    }
    return (scope) => keys.reduce<unknown>(member, scope[root]);
  };
  const whole = either();
  if (at < tokens.length) refuse();
  return (scope) => whole(scope) === true;
}

const or =
  (left: Term, right: Term): Term =>
  (scope) =>
    left(scope) === true || right(scope) === true;
const and =
  (left: Term, right: Term): Term =>
  (scope) =>
    left(scope) === true && right(scope) === true;
