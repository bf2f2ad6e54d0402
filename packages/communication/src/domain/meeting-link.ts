/** Makes a new place to meet. */
export type NewMeetingLink = () => string;

/** Rooms below `baseUrl`, each with a name of 192 random bits: who isn't told can't find it. */
export const meetingLinks =
  (baseUrl: string): NewMeetingLink =>
  () =>
    `${baseUrl.replace(/\/+$/, '')}/halfpast-${unguessable()}`;

const unguessable = () => Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url');
