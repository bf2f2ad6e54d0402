export { AwsDateTime } from './aws-date-time.ts';
export { type GraphContext, loaderPerRequest } from './context.ts';
