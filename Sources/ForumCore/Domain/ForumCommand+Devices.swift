/// Commands by which a program comes to act for a person.
extension ForumCommand {
  func device(_ facts: Facts) throws -> Decision {
    switch command {
    case .requestDevice(let hash, let userCode, let typed):
      let name = try DisplayName(typed).text
      guard try facts.waitingDevices() < Limits.devicesWaiting else { throw Rejection.tooManyDevices }
      return Decision(record: { context in
        try DeviceRequests.clear(in: context)
        try DeviceRequests.add(hash, userCode: userCode, name: name, in: context)
      })
    case .answerDevice(let userCode, let role):
      let person = try facts.actingAnywhere(person(facts))
      try person.requireActive()
      guard let request = try facts.deviceRequest(userCode), request.state == .waiting else {
        throw Rejection.deviceCodeInvalid
      }
      guard let role else { return Decision(record: { try DeviceRequests.settle(userCode, .denied, in: $0) }) }
      guard role <= person.role else { throw Rejection.notAllowed }
      guard try facts.tokens(of: person.id) < Limits.tokens else { throw Rejection.tooManyDevices }
      return Decision(record: { try DeviceRequests.allow(userCode: userCode, of: person.id, role: role, in: $0) })
    default: preconditionFailure("not about a program")
    }
  }
}
