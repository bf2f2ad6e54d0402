import { type DestinationStream, pino } from 'pino';

/** What a log line may be written with. A line never holds a secret or a card detail. */
export type Logger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

const secrets = ['clientSecret', 'client_secret', 'authorization', 'cookie', 'password', 'token', 'card'];

/** One JSON line an event, on standard output unless told; secrets are cut out where a field carries such a name. */
export const createLogger = (name: string, level = 'info', destination?: DestinationStream): Logger =>
  pino(
    {
      name,
      level,
      redact: { paths: secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
    },
    destination,
  );

/** For tests and for callers that have nowhere to write. */
export const silentLogger: Logger = { info() {}, warn() {}, error() {} };
