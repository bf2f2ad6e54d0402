import { type DestinationStream, pino } from 'pino';

/** What a log line may be written with. A line never holds a secret or a card detail. */
export type Logger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

const censor = '[secret]';
const secrets = ['clientSecret', 'client_secret', 'authorization', 'cookie', 'password', 'token', 'card'];

/** A text under such a name, however deep it is, and what looks like a secret, wherever it is: in an address, in words. */
const looks = [
  new RegExp(`(?<="(?:${secrets.join('|')})":")(?:[^"\\\\]|\\\\.)+`, 'gi'),
  /\b(?:pi|seti)_\w+_secret_\w+/g,
  /\b(?:sk|rk)_(?:test|live)_\w+/g,
  /\bwhsec_\w+/g,
  /(?<=\bbearer )[\w.~+/%=-]{20,}/gi,
  /(?<=session_token=)[^;\s"\\]+/g,
  /(?<=\bpostgres(?:ql)?:\/\/[^:@\s/"]*:)[^@\s"]+(?=@)/g,
];

const withoutSecrets = (line: string): string =>
  looks.reduce((told, look) => told.replace(look, censor), line);

/** One JSON line an event, on standard output unless told; secrets are cut out. */
export const createLogger = (name: string, level = 'info', destination?: DestinationStream): Logger =>
  pino(
    {
      name,
      level,
      redact: { paths: secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor },
      hooks: { streamWrite: withoutSecrets },
    },
    destination,
  );

/** For tests and for callers that have nowhere to write. */
export const silentLogger: Logger = { info() {}, warn() {}, error() {} };
