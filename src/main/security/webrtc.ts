import type { Session, WebContents } from 'electron'

/**
 * WebRTC is a way to the network that no content security policy stops: STUN sends UDP packets, TURN opens TCP
 * connections, and both carry text that a page chose. Electron has no switch for it, so it is closed three times:
 * the preload script takes its constructors out of the page, this policy forbids UDP, and `noProxyReachable` leaves
 * TCP, which goes through the proxy, nowhere to go.
 */
export function forbidPeerConnections(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/**
 * For the session of our own page, which loads nothing from the network: every connection goes through a proxy that
 * can't exist, because no program can listen on port 0. That holds for frames, workers and isolated worlds too.
 */
export async function noProxyReachable(session: Session): Promise<void> {
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:0',
    // Without it, addresses of this computer would be reached directly.
    proxyBypassRules: '<-loopback>',
  })
}
