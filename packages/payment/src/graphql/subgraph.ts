import { buildSubgraphSchema } from '@apollo/subgraph';
import { checkedReferences } from '@halfpast/graphql';
import { type GraphQLSchema, parse } from 'graphql';
import { sdl } from './generated/sdl.ts';
import { type BookingActions, createResolvers, type PaymentViews } from './resolvers.ts';

/** The schema of this service as a subgraph of the federation. */
export const createPaymentSubgraph = (payments: PaymentViews, booking: BookingActions): GraphQLSchema =>
  checkedReferences(
    buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: createResolvers(payments, booking) }]),
    { Payment: 'paymentId', Session: 'sessionId' },
  );
