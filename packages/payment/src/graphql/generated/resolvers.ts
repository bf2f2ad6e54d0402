import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PaymentView, RefundView } from '../../domain/payment-view.ts';
import type { GraphContext } from '@halfpast/graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** ISO 8601 date and time with a mandatory offset or Z. */
  AWSDateTime: { input: Date; output: Date; }
  _FieldSet: { input: string; output: string; }
};

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Holds the slot and opens its payment; pay with `clientSecret` before `expiresAt`. Asking again for the same slot
   * answers with the same booking. `duration` is in minutes.
   */
  bookSession: BookSessionResult;
  /** Gives a slot back that is not paid yet. */
  giveUpBooking: Payment;
};


export type MutationBookSessionArgs = {
  tutorId: Scalars['ID']['input'];
  time: Scalars['AWSDateTime']['input'];
  duration?: InputMaybe<Scalars['Int']['input']>;
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationGiveUpBookingArgs = {
  sessionId: Scalars['ID']['input'];
};

export type Query = {
  __typename?: 'Query';
  /** What the viewer paid or tried to pay, newest first; `after` is the paymentId of the last one seen. */
  getPaymentHistory: Array<Payment>;
  /** What an operator should know of, newest first; `after` is the alertId of the last one seen. For operators alone. */
  alerts: Array<Alert>;
};


export type QueryGetPaymentHistoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryAlertsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['ID']['input']>;
};

export type BookSessionResult = {
  __typename?: 'BookSessionResult';
  sessionId: Scalars['ID']['output'];
  paymentId: Scalars['ID']['output'];
  /** For Stripe Elements, and for the student alone. */
  clientSecret: Scalars['String']['output'];
  /** Minor units of `currency`. */
  amount: Scalars['Int']['output'];
  /** ISO 4217. */
  currency: Scalars['String']['output'];
  expiresAt: Scalars['AWSDateTime']['output'];
};

export type Payment = {
  __typename?: 'Payment';
  paymentId: Scalars['ID']['output'];
  userId: Scalars['ID']['output'];
  sessionId: Scalars['ID']['output'];
  /** Minor units of `currency`. */
  amount: Scalars['Int']['output'];
  /** ISO 4217. */
  currency: Scalars['String']['output'];
  status: PaymentStatus;
  /** Why the last attempt failed, in words for the student. */
  failureReason: Maybe<Scalars['String']['output']>;
  /** For the student and operators; null for a tutor. */
  stripePaymentIntentId: Maybe<Scalars['ID']['output']>;
  refunds: Array<Refund>;
  /** For operators; empty for others. */
  disputes: Array<Dispute>;
  session: Maybe<Session>;
};

export type PaymentStatus =
  | 'PENDING'
  | 'SUCCEEDED'
  | 'FAILED';

export type Refund = {
  __typename?: 'Refund';
  refundId: Scalars['ID']['output'];
  /** Minor units of `currency`. */
  amount: Scalars['Int']['output'];
  /** ISO 4217. */
  currency: Scalars['String']['output'];
  status: RefundStatus;
  reason: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['AWSDateTime']['output'];
};

export type RefundStatus =
  | 'PENDING'
  | 'SUCCEEDED'
  | 'FAILED';

/** The student's bank questions the charge. */
export type Dispute = {
  __typename?: 'Dispute';
  disputeId: Scalars['ID']['output'];
  paymentId: Scalars['ID']['output'];
  /** Minor units of `currency`. */
  amount: Scalars['Int']['output'];
  /** ISO 4217. */
  currency: Scalars['String']['output'];
  status: DisputeStatus;
  reason: Scalars['String']['output'];
  openedAt: Scalars['AWSDateTime']['output'];
};

/** While a dispute is OPEN nothing is refunded; an INQUIRY moves no money yet. */
export type DisputeStatus =
  | 'INQUIRY'
  | 'OPEN'
  | 'WON'
  | 'LOST';

export type Alert = {
  __typename?: 'Alert';
  alertId: Scalars['ID']['output'];
  kind: AlertKind;
  paymentId: Scalars['ID']['output'];
  sessionId: Scalars['ID']['output'];
  words: Scalars['String']['output'];
  createdAt: Scalars['AWSDateTime']['output'];
};

export type AlertKind =
  | 'REFUND_FAILED'
  | 'REFUND_MADE_ELSEWHERE'
  | 'DISPUTE_OPENED'
  | 'DISPUTE_WON'
  | 'DISPUTE_LOST'
  | 'WRONG_AMOUNT'
  | 'PAYMENT_SENT_BACK';

export type Session = {
  __typename?: 'Session';
  sessionId: Scalars['ID']['output'];
  payment: Maybe<Payment>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Payment: Payment;
  Session: Session;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Payment:
    ( { __typename: 'Payment' }
    & GraphQLRecursivePick<FederationTypes['Payment'], {"paymentId":true}> );
  Session:
    ( { __typename: 'Session' }
    & GraphQLRecursivePick<FederationTypes['Session'], {"sessionId":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AWSDateTime: ResolverTypeWrapper<Scalars['AWSDateTime']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  BookSessionResult: ResolverTypeWrapper<BookSessionResult>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Payment: ResolverTypeWrapper<PaymentView>;
  PaymentStatus: PaymentStatus;
  Refund: ResolverTypeWrapper<RefundView>;
  RefundStatus: RefundStatus;
  Dispute: ResolverTypeWrapper<Dispute>;
  DisputeStatus: DisputeStatus;
  Alert: ResolverTypeWrapper<Alert>;
  AlertKind: AlertKind;
  Session: ResolverTypeWrapper<Omit<Session, 'payment'> & { payment?: Maybe<ResolversTypes['Payment']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AWSDateTime: Scalars['AWSDateTime']['output'];
  Mutation: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Query: Record<PropertyKey, never>;
  BookSessionResult: BookSessionResult;
  String: Scalars['String']['output'];
  Payment: PaymentView;
  Refund: RefundView;
  Dispute: Dispute;
  Alert: Alert;
  Session: Omit<Session, 'payment'> & { payment?: Maybe<ResolversParentTypes['Payment']> } | FederationReferenceTypes['Session'];
  Boolean: Scalars['Boolean']['output'];
};

export interface AwsDateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AWSDateTime'], any> {
  name: 'AWSDateTime';
}

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  bookSession?: Resolver<ResolversTypes['BookSessionResult'], ParentType, ContextType, RequireFields<MutationBookSessionArgs, 'tutorId' | 'time' | 'duration'>>;
  giveUpBooking?: Resolver<ResolversTypes['Payment'], ParentType, ContextType, RequireFields<MutationGiveUpBookingArgs, 'sessionId'>>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  getPaymentHistory?: Resolver<Array<ResolversTypes['Payment']>, ParentType, ContextType, RequireFields<QueryGetPaymentHistoryArgs, 'first'>>;
  alerts?: Resolver<Array<ResolversTypes['Alert']>, ParentType, ContextType, RequireFields<QueryAlertsArgs, 'first'>>;
};

export type BookSessionResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BookSessionResult'] = ResolversParentTypes['BookSessionResult']> = {
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  paymentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  clientSecret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment'], FederationReferenceType extends FederationReferenceTypes['Payment'] = FederationReferenceTypes['Payment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Payment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  paymentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
  failureReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stripePaymentIntentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  refunds?: Resolver<Array<ResolversTypes['Refund']>, ParentType, ContextType>;
  disputes?: Resolver<Array<ResolversTypes['Dispute']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
};

export type RefundResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Refund'] = ResolversParentTypes['Refund']> = {
  refundId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RefundStatus'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
};

export type DisputeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Dispute'] = ResolversParentTypes['Dispute']> = {
  disputeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  paymentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DisputeStatus'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
};

export type AlertResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert']> = {
  alertId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AlertKind'], ParentType, ContextType>;
  paymentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  words?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['AWSDateTime'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session'], FederationReferenceType extends FederationReferenceTypes['Session'] = FederationReferenceTypes['Session']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Session']> | FederationReferenceType, FederationReferenceType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  AWSDateTime?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  BookSessionResult?: BookSessionResultResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  Refund?: RefundResolvers<ContextType>;
  Dispute?: DisputeResolvers<ContextType>;
  Alert?: AlertResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
};

