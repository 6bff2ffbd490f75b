import ForumCore
import Testing

@testable import ForumServer

/// Whose mailbox speaks for an organisation.
struct ListedDomainsTests {
  @Test func `an address at a listed domain or below one counts, and none that only looks like it`() throws {
    let listed = try ListedDomains("# Instituții\n Primaria.Example \n\n gov.example\r\n")
    for address in ["a@primaria.example", "A@PRIMARIA.EXAMPLE", "a@urbanism.primaria.example", "a@gov.example"] {
      #expect(try listed.contains(EmailAddress(address)), "\(address)")
    }
    for address in ["a@xprimaria.example", "a@primaria.example.rau.example", "a@example.com", "primaria.example@rau.example"] {
      #expect(try !listed.contains(EmailAddress(address)), "\(address)")
    }
    #expect(try !ListedDomains("").contains(EmailAddress("a@primaria.example")) && ListedDomains("").isEmpty)
    for wrong in ["primaria", ".example.org", "a@primaria.example", "primăria.example"] {
      #expect(throws: ConfigurationError.self) { try ListedDomains(wrong) }
    }
  }
}
