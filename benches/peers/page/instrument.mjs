// Put into a page before anything else runs in it.

/** Counts the timers that have neither fired nor been cleared: `liveTimers()`. */
export function watchTimers() {
  const live = new Set();
  const { setTimeout: start, clearTimeout: stop, setInterval: repeat, clearInterval: end } = globalThis;
  globalThis.setTimeout = (callback, delay, ...args) => {
    const timer = start(() => {
      live.delete(timer);
      callback(...args);
    }, delay);
    live.add(timer);
    return timer;
  };
  globalThis.setInterval = (...args) => {
    const timer = repeat(...args);
    live.add(timer);
    return timer;
  };
  const forget = (clear) => (timer) => {
    live.delete(timer);
    clear(timer);
  };
  globalThis.clearTimeout = forget(stop);
  globalThis.clearInterval = forget(end);
  globalThis.liveTimers = () => live.size;
}

/** Sums the memory of all WebAssembly modules: `wasmBytes()`. */
export function watchWasm() {
  const memories = new Set();
  const remember = (instance) => {
    for (const exported of Object.values(instance.exports)) if (exported instanceof WebAssembly.Memory) memories.add(exported);
  };
  const { Instance, instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const instance = new target(...args);
      remember(instance);
      return instance;
    },
  });
  const watched = (load) => async (...args) => {
    const loaded = await load.apply(WebAssembly, args);
    remember(loaded.instance ?? loaded);
    return loaded;
  };
  WebAssembly.instantiate = watched(instantiate);
  WebAssembly.instantiateStreaming = watched(instantiateStreaming);
  globalThis.wasmBytes = () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}
