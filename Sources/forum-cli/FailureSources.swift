import ForumCore
private import Glibc

extension Failure {
  /// Whatever went wrong, as a sentence and an exit code.
  init(any error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let failure as CommandFailure: self.init(failure)
    case let error as DatabaseError: self.init(error)
    case let failure as ImportFailure: self.init(failure)
    case let rejection as Rejection: self.init(rejection)
    case let fault as BackupFault: self.init(fault)
    case let error as MigrationError: self.init(error)
    case let error as ErasureRegister.Failure:
      self.init(
        .unavailable, Phrase(ro: "Registrul de ștergeri: \(error)", en: error.description),
        next: Phrase(
          ro: "Ștergerea s-a făcut; când registrul va putea fi scris, se notează odată cu următoarea.",
          en: "The erasure was done; once the register can be written, it is entered with the next one."))
    case let error as AssetsNotFound:
      self.init(
        .unavailable,
        Phrase(ro: "Nu găsesc dosarele „web” și „migrations” ale programului.", en: error.description),
        next: Phrase(
          ro: "Puneți în SFAT_ASSETS dosarul care le conține pe amândouă.", en: "Set SFAT_ASSETS to the folder that holds both."))
    default:
      self.init(.unavailable, Phrase(ro: "Ceva neașteptat: \(error)", en: "Something unexpected: \(error)"))
    }
  }

  init(_ failure: CommandFailure) {
    switch failure {
    case .rejected(let rejection): self.init(rejection)
    case .diskFull: self.init(DatabaseError.diskFull)
    case .overloaded(let seconds):
      self.init(
        .tryAgain, Phrase(ro: "Forumul are prea mult de lucru acum.", en: "The forum has too much to do just now."),
        next: Phrase(ro: "Încercați din nou peste \(seconds) s.", en: "Try again in \(seconds) s."))
    case .unavailable: self.init(DatabaseError.unavailable(""))
    case .idempotencyMismatch:
      self.init(
        .refused,
        Phrase(ro: "Cheia de repetare a fost folosită pentru altceva.", en: "The idempotency key was used for something else."),
        next: Phrase(ro: "Alegeți altă cheie.", en: "Choose another key."))
    case .failed(let error): self.init(error)
    }
  }

  init(_ error: DatabaseError) {
    switch error {
    case .diskFull:
      self.init(
        .tryAgain, Phrase(ro: "Nu mai este loc pe disc.", en: "There is no room on the disk."),
        next: Phrase(
          ro: "Eliberați loc și repetați comanda; nimic nu s-a pierdut.",
          en: "Make room and repeat the command; nothing was lost."))
    case .busy:
      self.init(
        .tryAgain, Phrase(ro: "Baza de date este ținută de altcineva.", en: "The database is held by somebody else."),
        next: Phrase(ro: "Încercați din nou.", en: "Try again."))
    case .unavailable(let reason):
      self.init(
        .unavailable,
        Phrase(
          ro: "Baza de date nu poate fi atinsă" + (reason.isEmpty ? "." : ": \(reason)"),
          en: "The database cannot be reached" + (reason.isEmpty ? "." : ": \(reason)")),
        next: Phrase(
          ro: "Verificați --data sau --database și drepturile asupra lor.",
          en: "Check --data or --database, and your rights to it."))
    case .corrupt(let reason):
      self.init(
        .data, Phrase(ro: "Baza de date este stricată: \(reason)", en: "The database is damaged: \(reason)"),
        next: Phrase(ro: "forum-cli check spune ce anume.", en: "forum-cli check says what is."))
    case .constraint, .other:
      self.init(
        .unavailable, Phrase(ro: "Baza de date a refuzat: \(error)", en: "The database refused: \(error)"),
        next: Phrase(
          ro: "Este o greșeală a programului: vă rugăm să o semnalați.", en: "This is a mistake in the program: please report it."
        ))
    }
  }

  init(_ error: MigrationError) {
    let phrase: Phrase
    switch error {
    case .folderUnreadable(let path):
      phrase = Phrase(ro: "Migrările nu pot fi citite din \(path).", en: error.description)
    case .nameUnreadable(let file):
      phrase = Phrase(ro: "\(file) nu are nume de migrare, cum ar fi 0002_people.sql.", en: error.description)
    case .numbering(let file, let expected):
      phrase = Phrase(ro: "Migrarea \(file) ar trebui să aibă numărul \(expected).", en: error.description)
    case .edited(let name):
      phrase = Phrase(
        ro: "Migrarea \(name) a fost schimbată după ce baza de date a rulat-o. Puneți la loc textul ei.", en: error.description)
    case .databaseIsNewer(let number, let known):
      phrase = Phrase(
        ro:
          "Baza de date are migrarea \(number), iar programul știe \(known): a scris-o o versiune mai nouă. Folosiți acea versiune sau una mai nouă.",
        en: error.description)
    case .failed(let name, let cause):
      phrase = Phrase(ro: "Migrarea \(name) nu a reușit și nu a schimbat nimic: \(cause).", en: error.description)
    }
    self.init(.unavailable, phrase)
  }

  init(_ fault: BackupFault) {
    switch fault {
    case .holdsSomething(let folder, let name):
      self.init(
        .refused, Phrase(ro: "Dosarul \(folder) nu este gol: \(name).", en: fault.description),
        next: Phrase(
          ro: "Alegeți un dosar nou sau gol; nimic nu se suprascrie.", en: "Choose a new or empty folder; nothing is overwritten."
        ))
    case .notABackup(let folder, let missing):
      self.init(
        .data, Phrase(ro: "Dosarul \(folder) nu este o copie de siguranță: lipsește \(missing).", en: fault.description))
    case .manifestUnreadable:
      self.init(.data, Phrase(ro: "Fișierul backup.json al copiei nu poate fi înțeles.", en: fault.description))
    case .newerFormat(let format):
      self.init(
        .data, Phrase(ro: "Copia are forma \(format), pe care o citește doar o versiune mai nouă.", en: fault.description))
    case .bytesDiffer:
      self.init(
        .data,
        Phrase(
          ro: "Baza de date din copie nu este cea scrisă: s-au schimbat octeți din afara jurnalului.", en: fault.description))
    case .anotherLog:
      self.init(
        .data, Phrase(ro: "Jurnalul din copie nu este cel despre care vorbește backup.json.", en: fault.description))
    case .damaged(let faults):
      self.init(
        .data,
        Phrase(
          ro: "Jurnalul este stricat: " + faults.prefix(5).map(\.phrase.ro).joined(separator: "; "),
          en: "The log is damaged: " + faults.prefix(5).map(\.phrase.en).joined(separator: "; ")),
        next: Phrase(
          ro: "Nimic nu a fost pus în locul lui. Încercați o copie mai veche.",
          en: "Nothing was put in its place. Try an older backup."))
    case .file(let path, let code):
      let reason = String(cString: strerror(code))
      self.init(
        .unavailable,
        Phrase(ro: "\(path) nu poate fi citit sau scris: \(reason).", en: "\(path) cannot be read or written: \(reason)."))
    }
  }

  init(_ failure: ImportFailure) {
    switch failure {
    case .missingFile(let path): self.init(.data, Phrase(ro: "Lipsește fișierul \(path).", en: "The file \(path) is missing."))
    case .unreadableFile(let path):
      self.init(.data, Phrase(ro: "Fișierul \(path) nu poate fi citit.", en: "The file \(path) cannot be read."))
    case .fileTooLarge(let path, let limit):
      self.init(
        .data,
        Phrase(
          ro: "Fișierul \(path) trece de \(limit / 1_048_576) MiB.",
          en: "The file \(path) is larger than \(limit / 1_048_576) MiB."))
    case .missingColumn(let file, let column):
      self.init(.data, Phrase(ro: "În \(file) lipsește coloana \(column).", en: "\(file) has no column \(column)."))
    case .badHeader(let file):
      self.init(
        .data,
        Phrase(
          ro: "Primul rând din \(file) nu numește coloanele.", en: "The first row of \(file) does not name its columns."))
    }
  }
}
