/** What a TLS server needs, and what its clients must trust. All PEM. */
export interface Certificate {
  readonly key: string
  /** The server's certificate, followed by its authority's. */
  readonly cert: string
  readonly authority: string
}

let issued: Promise<Certificate> | undefined

/** A certificate for this machine's loopback names, made once per process and never written to disk. */
export function issueCertificate(): Promise<Certificate> {
  issued ??= issue()
  return issued
}

/** Loaded when it is needed only: that takes longer than starting a server without TLS. */
async function issue(): Promise<Certificate> {
  const { generate } = await import('selfsigned')
  const authority = await generate([{ name: 'commonName', value: 'Embedded Webitel test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  })
  return { key: leaf.private, cert: `${leaf.cert}\n${authority.cert}`, authority: authority.cert }
}
