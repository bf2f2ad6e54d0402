export { AwsDateTime } from './aws-date-time.ts';
export { checkedReferences } from './checked-references.ts';
export { type GraphContext, loaderPerRequest } from './context.ts';
