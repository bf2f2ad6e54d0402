import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { assertCompositionSuccess, composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

const root = path.join(import.meta.dirname, '..');
const subgraphs = ['communication', 'payment', 'tutor-matching'] as const;
const publicUrl = 'http://localhost:3000';

const config = {
  federation: true,
  contextType: '@halfpast/graphql#GraphContext',
  scalars: { ID: 'string', AWSDateTime: 'Date', _FieldSet: 'string' },
  strictScalars: true,
  enumsAsTypes: true,
  useTypeImports: true,
  avoidOptionals: { field: true },
  mappersFor: {
    communication: { Session: '../../domain/session.ts#Session as DomainSession' },
    payment: {
      Payment: '../../domain/payment-view.ts#PaymentView',
      Refund: '../../domain/payment-view.ts#RefundView',
    },
    'tutor-matching': { Tutor: '../../domain/tutor.ts#Tutor as DomainTutor' },
  },
};

for (const name of subgraphs) {
  const folder = path.join(root, 'packages', name, 'src', 'graphql');
  const sdl = readFileSync(path.join(folder, 'schema.graphql'), 'utf8');
  const { mappersFor, ...shared } = config;
  const types = await codegen({
    filename: 'resolvers.ts',
    documents: [],
    schema: parse(sdl),
    config: { ...shared, mappers: mappersFor[name] },
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  });
  mkdirSync(path.join(folder, 'generated'), { recursive: true });
  writeFileSync(path.join(folder, 'generated', 'resolvers.ts'), types);
  writeFileSync(
    path.join(folder, 'generated', 'sdl.ts'),
    `/** schema.graphql, as a string that bundlers can carry. */\nexport const sdl = ${JSON.stringify(sdl)};\n`,
  );
}

const supergraph = composeServices(
  subgraphs.map((name) => ({
    name,
    url: `${publicUrl}/api/graphql/${name}`,
    typeDefs: parse(
      readFileSync(path.join(root, 'packages', name, 'src', 'graphql', 'schema.graphql'), 'utf8'),
    ),
  })),
);
assertCompositionSuccess(supergraph);
writeFileSync(path.join(root, 'apps', 'web', 'supergraph.graphql'), `${supergraph.supergraphSdl}\n`);
