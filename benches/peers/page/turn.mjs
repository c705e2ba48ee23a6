// Two ways to wait without a clock.

/** Resolves once everything that was queued as a microtask, and all that this queued, has run. */
export const turn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Resolves after the timers that are due now, which is where caches put notifications. */
export const quiet = () => new Promise((resolve) => setTimeout(resolve, 0));
