const least = { major: 20, minor: 19 };

/** Whether a version such as `20.19.1` is one that the product runs on. */
export const isRecentNode = (/** @type {string} */ version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > least.major || (major === least.major && minor >= least.minor);
};

/** Ends the process, saying why, on a Node that is too old for the product. */
export function requireNode(version = process.versions.node) {
  if (isRecentNode(version)) return;
  console.error(`Halfpast needs Node ${least.major}.${least.minor} or later; this is Node ${version}.`);
  process.exit(1);
}
