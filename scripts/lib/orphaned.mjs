/** Calls `then` when the process that started this one has ended: npm that is killed tells nobody. */
export function onceOrphaned(/** @type {() => unknown} */ then, everyMs = 500) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, everyMs);
  watch.unref();
}
