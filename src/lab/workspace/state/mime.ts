const TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  md: 'text/markdown',
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  map: 'application/json',
  pdf: 'application/pdf',
  gz: 'application/gzip',
  tgz: 'application/gzip',
  zip: 'application/zip',
};

/** The media type that a file's name tells; plain text where it tells none. */
export function mimeOf(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return TYPES[ending] ?? (ending === '' ? 'text/plain' : 'application/octet-stream');
}
