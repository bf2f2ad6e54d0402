import path from 'node:path';
import ts from 'typescript';

/** One answer of the API, and the type of the `stripe` package that it has to be of. */
export type Claim = { readonly type: string; readonly value: unknown };

/**
 * What TypeScript says against the claims: each answer is written as a literal of its type, so that a field that is
 * missing, wrong, or unknown to the package is an error.
 */
export function complaintsAbout(claims: readonly Claim[]): string[] {
  const file = path.join(import.meta.dirname, 'answers.virtual.ts');
  const source = [
    `import type Stripe from 'stripe';`,
    ...claims.map(({ type, value }, nth) => `export const answer${nth}: ${type} = ${JSON.stringify(value)};`),
  ].join('\n');
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  Object.assign(host, {
    fileExists: (name: string) => name === file || fileExists.call(host, name),
    readFile: (name: string) => (name === file ? source : readFile.call(host, name)),
    getSourceFile: (name: string, ...rest: [ts.ScriptTarget]) =>
      name === file ? ts.createSourceFile(name, source, ...rest) : getSourceFile.call(host, name, ...rest),
  });
  const program = ts.createProgram([file], options, host);
  const checked = program.getSourceFile(file);
  return ts.getPreEmitDiagnostics(program, checked).map(({ messageText, start = 0 }) => {
    const line = checked?.getLineAndCharacterOfPosition(start).line ?? 0;
    return `${claims[line - 1]?.type ?? file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
