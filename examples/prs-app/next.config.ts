import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The API speaks Django style, with trailing slashes. Without this Next answers each call with a redirect.
  skipTrailingSlashRedirect: true,
  // Found by itself the root would be the highest folder with a lock file, which may lie outside of this app.
  turbopack: { root: import.meta.dirname },
};

export default config;
