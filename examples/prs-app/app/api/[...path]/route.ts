import { serverUrl } from '@/lib/server-url';

/**
 * Passes the browser's calls on to the PRS server, so that they stay on this origin. A rewrite in next.config
 * would do, were its target not fixed when the app is built.
 */
async function pass(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const target = new URL(serverUrl());
  target.pathname = pathname;
  target.search = search;

  let answer: Response;
  try {
    answer = await fetch(target, {
      method: request.method,
      headers: without(request.headers, ['host', ...ofOneConnection]),
      body: request.body,
      // Asked for by fetch where the body is a stream. Not in the types of the DOM yet.
      ...{ duplex: 'half' },
      redirect: 'manual',
      cache: 'no-store',
      signal: request.signal,
    });
  } catch {
    return Response.json(
      { detail: 'The PRS server does not answer. Nothing was saved; try again in a moment.' },
      { status: 502 },
    );
  }
  return new Response(answer.body, {
    status: answer.status,
    statusText: answer.statusText,
    // fetch has undone the encoding, so neither it nor the length it gave are true any more.
    headers: without(answer.headers, ['content-encoding', 'content-length', ...ofOneConnection]),
  });
}

/** Headers that speak of one connection only and must not travel further (RFC 9110, 7.6.1). */
const ofOneConnection = ['connection', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding', 'upgrade'];

function without(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers(headers);
  for (const name of names) kept.delete(name);
  return kept;
}

export const GET = pass;
export const HEAD = pass;
export const OPTIONS = pass;
export const POST = pass;
export const PUT = pass;
export const PATCH = pass;
export const DELETE = pass;
