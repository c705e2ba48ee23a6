// What is done in each kind of page.
import { watchTimers, watchWasm } from '../page/instrument.mjs';

export const timesOf = (browser, request) =>
  browser.inPage((page) =>
    page.evaluate(async (request) => {
      const { bench } = await import('/bench.js');
      return bench(request);
    }, request),
  );

export const timersOf = (browser, request) =>
  browser.inPage(
    (page) =>
      page.evaluate(async (request) => {
        const { countTimers } = await import('/counts.js');
        return countTimers(request);
      }, request),
    [watchTimers],
  );

/** Bytes for each query: on the heap, in the browser's own objects (timers among them), in the memory of WebAssembly. */
export const heapOf = (browser, request) =>
  browser.inPage(
    async (page) => {
      const devtools = await page.context().newCDPSession(page);
      await page.exposeFunction('heapUsed', async () => {
        for (let pass = 0; pass < 3; pass++) await devtools.send('HeapProfiler.collectGarbage');
        const { usedSize, embedderHeapUsedSize } = await devtools.send('Runtime.getHeapUsage');
        return { heap: usedSize, embedder: embedderHeapUsedSize, wasm: await page.evaluate(() => wasmBytes()) };
      });
      return page.evaluate(async (request) => {
        const { measureHeap } = await import('/counts.js');
        return measureHeap(request);
      }, request);
    },
    [watchWasm],
  );

/** Milliseconds from the library's source, already downloaded, to the first data read from a new client. */
export const startUpOf = (browser, name) =>
  browser.inPage((page) =>
    page.evaluate(async (file) => {
      const source = await (await fetch(file)).blob();
      const address = URL.createObjectURL(source.slice(0, source.size, 'text/javascript'));
      const start = performance.now();
      const { QueryClient } = await import(address);
      const client = new QueryClient();
      client.setQueryData(['first'], 1);
      const value = client.getQueryData(['first']);
      const time = performance.now() - start;
      if (value !== 1) throw new Error(`The first data read is ${value}, 1 was written`);
      return time;
    }, `/client-${name}.js`),
  );
