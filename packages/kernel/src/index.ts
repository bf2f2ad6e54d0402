export { DomainError, type ErrorCode, type ErrorDetails, errorCodes, isDomainError } from './errors.ts';
export { isId, type NewId, newId } from './ids.ts';
export { formatMoney, type Money, minorDigits, priceFor } from './money.ts';
export { type Page, page } from './paging.ts';
export { type Role, roles, signedIn, type Viewer } from './person.ts';
export {
  type Clock,
  earlierOf,
  laterOf,
  parseAwsDateTime,
  plusMinutes,
  plusSeconds,
  systemClock,
} from './time.ts';
