import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone. */
export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

export const inRoot = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);
