/// What follows erasures that a running server made: the register learns of them, and the files forget.
public enum ErasureKeeper {
  /// Enters the erasures after a position in the register and cleans the files. Blocks: never on a loop. On PostgreSQL the table is not
  /// written anew here, which would lock it: `forum-cli erase` and the operator's VACUUM FULL do that. Answers whether the files are clean.
  @discardableResult
  public static func keep(_ location: DatabaseLocation, register: ErasureRegister, after position: Position) throws -> Bool {
    let database = try location.open(.reader)
    do {
      try register.append(Erasure.recorded(after: position, in: database))
    } catch {
      database.close()
      throw error
    }
    database.close()
    guard case .folder = location else { return false }
    return try Erasure.scrub(location, waitingSeconds: 20)
  }
}
