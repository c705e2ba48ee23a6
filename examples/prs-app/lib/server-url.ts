/** Where the PRS server listens. Read at every use, so that one build serves any address. */
export function serverUrl(): string {
  return process.env.PRS_SERVER_URL || 'http://127.0.0.1:8787';
}
