import COpenSSL
import Glibc

/// A server's or a client's TLS configuration with its certificates: TLS 1.2 and 1.3 with the suites and curves of Mozilla's
/// "intermediate" recommendation (version 5.7; without its finite-field suites), server order, no renegotiation, no compression.
///
/// A server's holds one OpenSSL context for each certificate. A handshake begins in the first, and goes over to the one whose
/// certificate is for the name that the client asks for (SNI, RFC 6066 §3).
final class TLSContext: @unchecked Sendable {  // OpenSSL locks what changes in a context, and we change nothing after `init`
  private static let suites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    + "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
  private static let suites13 = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
  private static let groups = "X25519:P-256:P-384"
  /// Seconds for which a session may be resumed: shorter than its ticket's key is known (`TicketKeys`).
  static let sessionSeconds = 7200

  private let context: OpaquePointer
  /// Of a server: the contexts of the further certificates, all of them by name, and the keys of its tickets.
  private let further: [OpaquePointer]
  private let names: ServerNames<OpaquePointer>
  let ticketKeys: TicketKeys?

  /// A server's side. The first certificate is shown to who asks for no name, or for one that none is for; of two for one name the
  /// earlier is. Throws when files cannot be read, do not belong together or hold no certificate and key.
  init(server certificates: [ServerOptions.Certificate], ticketKeys: TicketKeys) throws(ListenError) {
    precondition(!certificates.isEmpty, "a server's TLS needs a certificate")
    var contexts: [OpaquePointer] = []
    var names = ServerNames<OpaquePointer>()
    do throws(ListenError) {
      for certificate in certificates {
        let context = try Self.makeServer(certificate)
        contexts.append(context)
        for name in ServerNames<OpaquePointer>.inCertificate(SSL_CTX_get0_certificate(context)) { names.add(name, context) }
      }
    } catch {
      for context in contexts { SSL_CTX_free(context) }
      throw error
    }
    context = contexts[0]
    further = Array(contexts.dropFirst())
    self.names = names
    self.ticketKeys = ticketKeys
    // Ours for OpenSSL's callbacks. Each session holds the `TLSContext`, so that it lives as long as they are called.
    for context in contexts { SSL_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(self).toOpaque()) }
  }

  /// A client's side, which verifies the server's certificate and name.
  init(trusting trust: CertificateTrust) throws(ClientError) {
    context = Self.make(TLS_client_method())
    further = []
    names = ServerNames()
    ticketKeys = nil
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    switch trust {
    case .system:
      if SSL_CTX_set_default_verify_paths(context) != 1 { throw .tls(Self.lastError()) }
    case .file(let path):
      if SSL_CTX_load_verify_locations(context, path, nil) != 1 { throw .tls("\(path): \(Self.lastError())") }
    }
  }

  deinit { for context in [context] + further { SSL_CTX_free(context) } }

  private static func make(_ method: OpaquePointer?) -> OpaquePointer {
    guard let context = SSL_CTX_new(method) else { preconditionFailure("SSL_CTX_new: \(lastError())") }
    let isSet =
      sfat_ssl_ctx_versions(context, TLS1_2_VERSION, TLS1_3_VERSION) == 1 && SSL_CTX_set_cipher_list(context, suites) == 1
      && SSL_CTX_set_ciphersuites(context, suites13) == 1 && sfat_ssl_ctx_groups(context, groups) == 1
    precondition(isSet, "OpenSSL refuses the suites or curves: \(lastError())")
    SSL_CTX_set_options(context, UInt64(SFAT_SSL_OPTIONS))
    // Idle connections hold no buffers; a write may be repeated from another address and may come out partly.
    sfat_ssl_ctx_mode(
      context, Int(SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_ENABLE_PARTIAL_WRITE))
    return context
  }

  private static func makeServer(_ certificate: ServerOptions.Certificate) throws(ListenError) -> OpaquePointer {
    let context = make(TLS_server_method())
    do throws(ListenError) {
      if SSL_CTX_use_certificate_chain_file(context, certificate.certificateFile) != 1 {
        throw .badCertificate(file: certificate.certificateFile, reason: lastError())
      }
      if SSL_CTX_use_PrivateKey_file(context, certificate.keyFile, SSL_FILETYPE_PEM) != 1
        || SSL_CTX_check_private_key(context) != 1
      {
        throw .badCertificate(file: certificate.keyFile, reason: lastError())
      }
    } catch {
      SSL_CTX_free(context)
      throw error
    }
    // Sessions are resumed by tickets, encrypted with a key of this process, and kept nowhere.
    sfat_ssl_ctx_session_cache(context, Int(SSL_SESS_CACHE_OFF))
    SSL_CTX_set_timeout(context, sessionSeconds)
    let name: [UInt8] = Array("sfat".utf8)
    SSL_CTX_set_session_id_context(context, name, UInt32(name.count))
    sfat_ssl_ctx_ticket_keys(context) { session, name, vector, cipher, mac, isNew in
      guard let session, let name, let vector, let cipher, let mac, let keys = TLSContext.of(session)?.ticketKeys else {
        return -1
      }
      return isNew == 1 ? keys.seal(name, vector, cipher, mac) : keys.open(name, vector, cipher, mac)
    }
    sfat_ssl_ctx_server_name(context) { session, _, _ in
      guard let session, let name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name),
        let context = TLSContext.of(session)?.names[String(cString: name)]
      else { return SSL_TLSEXT_ERR_NOACK }
      SSL_set_SSL_CTX(session, context)
      return SSL_TLSEXT_ERR_OK
    }
    SSL_CTX_set_alpn_select_cb(
      context,
      { _, selected, length, offered, offeredLength, _ in
        guard let selected, let length, let offered else { return SSL_TLSEXT_ERR_NOACK }
        var rest = UnsafeBufferPointer(start: offered, count: Int(offeredLength))[...]
        while let size = rest.first, rest.count > Int(size) {
          let name = rest.dropFirst().prefix(Int(size))
          if name.elementsEqual("http/1.1".utf8) {
            selected.pointee = offered + name.startIndex
            length.pointee = size
            return SSL_TLSEXT_ERR_OK
          }
          rest = rest.dropFirst(1 + Int(size))
        }
        // RFC 7301 §3.2: nothing in common is an error, so that no client speaks HTTP/2 into our parser.
        return SSL_TLSEXT_ERR_ALERT_FATAL
      }, nil)
    return context
  }

  /// Whose a session is, for OpenSSL's callbacks.
  private static func of(_ session: OpaquePointer) -> TLSContext? {
    SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), 0).map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }

  /// A new session over a connected socket.
  func session(on socket: Int32, accepting: Bool) -> TLSSession? {
    guard let session = SSL_new(context) else { return nil }
    guard SSL_set_fd(session, socket) == 1 else {
      SSL_free(session)
      return nil
    }
    if accepting { SSL_set_accept_state(session) } else { SSL_set_connect_state(session) }
    return TLSSession(session, of: self)
  }

  /// What OpenSSL says went wrong last in this thread, and forgets the rest.
  static func lastError() -> String {
    let error = ERR_peek_last_error()
    ERR_clear_error()
    guard error != 0, let reason = ERR_reason_error_string(error) else { return "unknown reason" }
    return String(cString: reason)
  }
}
