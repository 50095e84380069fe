import type { Session, WebContents } from 'electron'

/**
 * No content security policy stops WebRTC from reaching the network: STUN sends UDP packets, TURN opens TCP
 * connections, and a page can put any text into both. Electron has no option to disable WebRTC, so it is
 * blocked in three ways: the preload script removes its constructors from the page, this policy forbids UDP,
 * and `noProxyReachable` blocks TCP, which has to go through the proxy.
 */
export function forbidPeerConnections(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/**
 * For the Electron session of our own page, which loads nothing from the network. Every connection is sent
 * through a proxy that can't exist, because no program can listen on port 0. This also covers frames, workers
 * and isolated worlds.
 */
export async function noProxyReachable(session: Session): Promise<void> {
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:0',
    // Otherwise addresses of this computer would bypass the proxy.
    proxyBypassRules: '<-loopback>',
  })
}
