import COpenSSL
import Glibc

/// TLS over one socket. Owned by one connection or client, and used by one thread at a time.
final class TLSSession {
  enum Handshake {
    case done
    case wantsRead
    case wantsWrite
    case failed(String)
  }

  /// The most a TLS record carries (RFC 8446 §5.1), and so the most one write is given.
  static let recordBytes = 16 * 1024

  private var session: OpaquePointer?
  /// Kept, since OpenSSL's callbacks use it as long as the session lives, also after a reload of certificates.
  private let context: TLSContext

  init(_ session: OpaquePointer, of context: TLSContext) {
    self.session = session
    self.context = context
  }

  deinit { end() }

  /// Goes on with the handshake as far as the socket lets it.
  func advanceHandshake() -> Handshake {
    ERR_clear_error()
    let result = SSL_do_handshake(session)
    if result == 1 { return .done }
    switch SSL_get_error(session, result) {
    case SSL_ERROR_WANT_READ: return .wantsRead
    case SSL_ERROR_WANT_WRITE: return .wantsWrite
    case SSL_ERROR_SSL: return .failed(TLSContext.lastError())
    default: return .failed("the connection was closed")
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> SystemCall.Outcome {
    ERR_clear_error()
    var count = 0
    let result = SSL_read_ex(session, buffer.baseAddress, buffer.count, &count)
    return result == 1 ? .moved(count) : outcome(result)
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> SystemCall.Outcome {
    ERR_clear_error()
    var count = 0
    let result = SSL_write_ex(session, bytes.baseAddress, bytes.count, &count)
    return result == 1 ? .moved(count) : outcome(result)
  }

  /// Says that we send nothing more (RFC 8446 §6.1), as far as the socket takes it.
  func notifyClose() {
    ERR_clear_error()
    if SSL_is_init_finished(session) == 1 { SSL_shutdown(session) }
    ERR_clear_error()
  }

  /// Frees it; the socket stays open.
  func end() {
    SSL_free(session)
    session = nil
  }

  /// The name a server's certificate must be for, told to the server as SNI too (RFC 6066 §3) unless it is an address.
  func expect(name: String) -> Bool {
    var address = in6_addr()
    if inet_pton(AF_INET, name, &address) == 1 || inet_pton(AF_INET6, name, &address) == 1 {
      return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), name) == 1
    }
    return SSL_set1_host(session, name) == 1 && sfat_ssl_host_name(session, name) == 1
  }

  /// Why the peer's certificate was not accepted, or nil.
  var verificationError: String? {
    let result = SSL_get_verify_result(session)
    return result == Int(X509_V_OK) ? nil : X509_verify_cert_error_string(result).map { String(cString: $0) }
  }

  private func outcome(_ result: Int32) -> SystemCall.Outcome {
    switch SSL_get_error(session, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: .wouldBlock
    case SSL_ERROR_ZERO_RETURN: .moved(0)
    default: .failed(ECONNRESET)
    }
  }
}
